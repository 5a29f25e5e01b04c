PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE runs (            -- one way of coding: a program with its model and tables
  id integer primary key,
  started_at text not null,    -- when it was first used, UTC
  casus text not null,         -- version of the program
  model text not null,         -- SHA-256 of what it coded with; the last three of the user's own tables
  branch text not null, gazetteer text not null, actors text not null, lexicon text not null,
  own_actors text, own_places text, own_lexicon text,
  min_confidence real not null
) strict;
INSERT INTO runs VALUES(1,'2026-11-26T19:10:21Z','0.1.0','eab05af9cab633a199608256a00d3f575b2523d93b86e727c5b197dea12a27af','436f83bf05e31e188dd299ed980bce15e2d00045598a27205f399c1a5488571a','758b246a5f2c0cd2fd94d6c1d0cdcd3a1103072bce031ff9451231a66cf8dd4f','214e750b8f30f640783d576ecbacfac75699a550070bc83265f042e317bfc9e8','0240a363690645a0e7c974eca38da630370bb2c638969a0918ea1b194fd8953d',NULL,NULL,NULL,0.0);
CREATE TABLE sources (         -- who publishes reports
  id integer primary key,
  name text not null unique,
  reliability text check (reliability in ('A','B','C','D','E','F'))  -- Admiralty scale, set by people
) strict;
INSERT INTO sources VALUES(1,'Sahel Gazette',NULL);
INSERT INTO sources VALUES(2,'Dori Herald',NULL);
CREATE TABLE texts (           -- what reports say, each text once
  id integer primary key,
  sha256 text not null unique, -- of the text
  copy_group integer references texts (id),  -- the first of those that are near copies of each other; null: there is none
  text text not null           -- normalised: NFC, \n line ends
) strict;
INSERT INTO texts VALUES(1,'d4db389a9e88c7dbe4178eb8933032f3cf3e7f64ec3f29a33224403e9bd5655f',NULL,replace('Gunmen killed three farmers near the village of Dori in Burkina Faso on Monday, police said. Nobody claimed responsibility for the attack.\n','\n',char(10)));
INSERT INTO texts VALUES(2,'7bd43568c5e4144bcd56f59fd9a8f0380daef6fbc3b8383a3936019070ae3a23',NULL,replace('Police in Burkina Faso said three farmers were shot dead by gunmen near Dori on 2 March 2026. Officials met residents on Tuesday.\n','\n',char(10)));
CREATE TABLE reports (         -- one (text, source, date)
  id integer primary key,
  text integer not null references texts (id),
  source integer references sources (id),
  published text,
  title text, url text, path text,
  sha256 text, size_bytes integer, media_type text, charset text,  -- of the bytes as they were read
  added_at text not null       -- UTC
) strict;
INSERT INTO reports VALUES(1,1,1,'2026-03-03',NULL,NULL,'a.txt','d4db389a9e88c7dbe4178eb8933032f3cf3e7f64ec3f29a33224403e9bd5655f',139,'text/plain','UTF-8','2026-11-26T19:10:21Z');
INSERT INTO reports VALUES(2,2,1,'2026-03-03',NULL,NULL,'b.txt','7bd43568c5e4144bcd56f59fd9a8f0380daef6fbc3b8383a3936019070ae3a23',130,'text/plain','UTF-8','2026-11-26T19:10:21Z');
INSERT INTO reports VALUES(3,1,2,'2026-03-03',NULL,NULL,'a.txt','d4db389a9e88c7dbe4178eb8933032f3cf3e7f64ec3f29a33224403e9bd5655f',139,'text/plain','UTF-8','2026-11-26T19:10:21Z');
CREATE TABLE codings (         -- what one run read in one text with what was known of it
  id integer primary key,
  run integer not null references runs (id),
  text integer not null references texts (id),
  published text, title text,  -- what the coding rests on beside the text
  reading blob not null      -- the whole reading with its words, casus.report/1, zlib
) strict;
INSERT INTO codings VALUES(1,1,1,'2026-03-03',NULL,X'789cbd59db6edbcc117e158237bda1953df028c017ce9f3828d0384612e726358ce57229b1a1b8020f8efd2779a03e475fac334b525cc9922cb76983002297e4ec37df1c77fcc36de452ad843b77a568ba6656abb5aedb57d4f5dc2283d566295810ce333f4b799c8844c5b18cb254f9348a551a279c13ce722e73aea23cf495e4394b04e78cf93ee12a49b3200c821cc435baaba572e73fdc4aace0d7fd2496aa74de893f55db2a78a1ab4b775e7565e9b96bd12ee10d316b1f5afcd4808085df01a3f853dda58fad6adc39e589e7ae545688bbf6718d985af5d0be5a97a2a8e055b91475a35a58bef97c7916bbbf3cb72dda526d50766959344b853c31c2c233c2e13f7c588a6ad189050a542868a533555a9a1baacfcca37b553785ae6091da8a2a919240e4891469c8b9a0491292181e0942329e075190b280f12ce1691caa884532486912654a5026582450d1b4169544167d1ee6314f7312284e158de32c6349a2b22426a95434502c2384f84190c4f02d2341ce93445211f8711c445480ac456f245583b8288853e68722c8992432637996f859286906373203ac94701231104d38cdf3c40f28e35484a1cc61671fa109d9eaba41d6a8afa280a471ce09988d4431cf82285432153217320ac22411414048045063cec220273e0335a23497e004c8b57a28a42190309f081ef23021a11f08a2229944e00a82c79908c1414048ca64080e142682243406ba80363fcfe224e01908d3dfabbb115c6f635c017f906a6b65b3292ea15b80db0082775db55295f3ad284b9539edb256cac945bd021b3b9512352c29e71e9e826f383a77dee8ba708aca79ddd5df8a4a3897a2d18eae9cf7bacac4a3e7ac755948e534a2c866ce954e75f6e848704e7059a756cd5a574d911665d13e3ab9eea58bb615f2dbecefe85b8daa5a5519e85fbf122f61b7ded7847b94c7b7b780597f53153efae1366b01bac02b21ac776b8da6b9fa7073053272255a73dbad52559f5f975d6d485f999cb10085056eb55402a2807a6ea6d635faba5b355dfa0f08998df408369ec47f79fbf1b525febdd6d9f95fabeca7b5cfcf6be04d57e7fce76700aaceaf45d3fefca2eaf452d7abf34b13a22310a47c82115a38a4d4abb58d83fa1e4d2c3d6fde4f387a0b8f428d013752b9ad5cb78298b6a532e2b1e885ecf5aeb1973dbdcd1d8b3dce26e9176fae0f614637db48dce24134ca16c9b9c72d73bf79fbf9300d6aafc40c52a32d30f27cff39063e15d5c262608885fd1cef30ec079e1f9dc481ce3702e3230cf8b11758a45e7ffc70fd3c620cd9bd6cecc20db8170427c12dac00a247f006a117f297e21d52cb811d203474576de10e7d2f8c5fba0b26ae935809132fa2a719d162851f6125625ef462bc7d823d1079e596f8d88bac6c717d73f5c7c140f1f60a5c7795dc0a949878f1b3897607705f09f667b82799368ebc849e9c6a71a797a4dac622eecc56b4d67a4bcf849a92731275b3fdaa3de10eca57926c59fb79ee2a5338a70d9263dc51423c4aa2ff197ba67c9fc61f25b147197ba1a76cf705fbb5dea92ed09fc146e14961097dc646263b16979461c1272fae305b42774a0ce514643e5b667718e95ba2690372243f8174d31fbdd86b93a75e0b42a0012bda42f55d96394f296cf387c3c6a2d6dd1a6e875341df3d8eedf1b8d7f7e5e378d9a8fe817b737189c71348dd6dbd79bac2cdf4be8e0e0a4066e260059500b2db2d2adca361139ab571e209ce7fd6be9e02ffe2ddc7d3e0d3a1161d51805b0a609b3ee1ffef81f67727e0845eea399cfe419c4347f1dbc0405bb3050677b191040791eca7c74d7371b6d0f7ee00ab7fdb32e7bb0f5f6c73baaf2f2fdcfdd0b08339062d9ca0419eb1a16dea9f0d6ab3d8e3d2f54254686e74d37e8ef197068e53ca19b159a0fff8707d22e8b15c1f316e74388aaec6e2f3dbec3b96c001cfbad6157c847860713caa8ee9668de9c664a1c7d10bb7dd6ea1342e34987843a8380ca7177096a5fe8c703870c32d9e73cf08de829f3fa14c64c007758771ceb8c070e15fffacd08f202bca621872b4707a4633485d03083a23506e6d2d87a6fc76b4e966f030d755f9e86e285fb32dbd82834ebcad5f4c92513f360b88d9bdd78fce42f8171dd6af37c8a8dc3000b234b37ceca072bdff1f540e0fe5c5ca365f6b8642db8deee0686f2e3ebf75fb0f1e5c6bfe6488c9da7c772d558ba27af262956d2f2106a89775917693e31928825a33bc4d50c84e590da7d4387068fb71436434edbfb89b4c85313ebaaea8c57a5963e38023bfda7cda4f54c64d99bde9e8f9fda653a7666d6b7a26e810f6ed1c9db2337ed88a56a1d92ced1b3a7daceef1f58d212e3e7dbab8f91bf60838e6c3d455d4502c578d3b207b3082d07275b158e00c6d9c85d4ba1cac8d57a8efa2173d81b61c008b393233bc8bbeb72e76df67d3fb7df5fc65dc4d55a337c1357ae7574c0d660a54960681ca73c8446e3f4a51380c2bf57773224f55d39a8b65b1589a0b9d3fddca4c3f90ba0edb265940f92d44d53b948488c8a029bb6b35ee2cccce52d5ad282a033b87ecd81328ca5e1158e8443938f85d5e0f83d3aeae078def8b0c675b86171317c0753eae9159821d9909b31fa3a186a1dd1c157c753fd90b7fe645d5b475b7ea85f7660010f5a299e30941197813e3c3233d3ee959343f73930826a2fbdf39f4fd9df1365bedcdf57cf0f15daeec589c8f6ebeb127fe4c82b78832bf735c3a1b2642363dc36c788ec438264fb9bfd0504525f115dbf10be3807644602cdc9ee4fd47dcce30dc6f33faee500e2d5fbfb528df7e77cbf9fad19bc99e60153546db64d131fcfe0faededbb1b1bcdca2bdd710e869facc0a8f579db43c74735201e1e6af07c24c2f873f32d82a99bf578c7a19ad372b13a05b30eaaf7f03983112ff');
INSERT INTO codings VALUES(2,1,2,'2026-03-03',NULL,X'789cd559e96edcba157e15417f0ab4b2c345eb00f9e1ac6871131bb11d14480d83a2a819351a7140495e6e9207bacfd117eb21b5713c9ab96334bd4583002351d2e177beb3d3dfdc9aafc49ab90b97b3baad4f95d848d5bcc0aee71619acd62b46827011a5994f8330e681f0b1efa73c0bc23c48f22c61718e688c3226f2304f394d631a5346131a229ca008314119a120ae96ade2c25d7c732bb6865ff792ad44e9bc67bf8aa611f042ab4a7751b565e9b91bd6ace08df4b47968f4a706042cfc0c18c5afe2367d6c44ed2e30459ebb1659c16e9bc78dc6d48887e6c5a6644505aff21553b56860f9faeadd49ecfef0dca6684a31a26cd3b2a85742f34410094f1085fff061c9aa65cb965aa0d082d63213a5a5b9a1fac43cba13aa2e64058bd85654b014052c4f384b434a194e9210c5f0882194d13c88829404846609e8198a88443c487112658261c248c47290952a5671cda24fc33ca6698e0241b1c0719c6524494496c428e50207826408213f089218be2528c8699270cc023f8e83083390b5ec8c2494b64110a7c40f5990138e7846807c3f0b39cee086678015238a2202a211c5799ef8012614b330e439ecec6b688c3752d59a35ec8b2840699c5394873e8a629a05512878ca78ce78148449c282008101531e53120639f209a811a5394f44acb9160f05370422e22346431a2628f4038644c493c8179cd1386321451484a48487344ec284a104c74017d0e6e7599c04340361f2beba1dc07536d62be00f5c6cad8c9bea25ed16e03680e0429605174e5139af5af5b5a898f38ed5d2a9599139cd4a09e1e44cadc1e2cebd50c2a957b271c06699933e3acbb65a8bcaa90453ce1ba90a47560e713e30c5578e76ae53e73ccf0b5eb0b276d6a27194a88b4c544dad5fbc6a459db1c7d37f6897aa61555406f1972fc84be88df725f13d4c929b1b802abf8a4a3ffae6d61b062ac02b21acb71ba92df2f1fcfa23c8c8056bcc6dbb4e857a7951b6ca70bd36a96263f4848515807717bee76662a3b48bbb55dda6ff844819a5475e32493f7b733109efe81c649a88ebe4514b1e848ab0c561e4e1681278f1e9fc6206ef65512d2dbcbd35e63790eb8d6cab6c6b93d823e4b99b68538f3b209b12087f5b3aa11eb154f8fcf6d32b4bf80729b3977fadb2ef16f5df2fc06764f5927ebf02db899717ac6ebe7f162a7d27d5fae53b43dd00a3668f238a136cc15052365b30628f52cbf0d71ff699c6b8ee2834b4556bd74f94a3bee7e367ba531714e306f153775a6c585ddb9bf8c4f32d9f3dbbfefb4f243015b34858fbb08b23f202bcd792735b5d30057712a2473fa86dbbadb47de6428a6b17b5b70d8817d8eabff9db3ecbe9e432abcdc38e4c50e5b8404d27ffc2f840a48690579e9b58741264d52c6299960b28a9d5960f879117e1a350ebbc3ae13e946122e245e173835f67ec795a9e467f04908f235a4e44e0e000e01879313e2a90c93e66b7c4112f7e768635756a1eae2660a1edaabe8a2d26e2d84bc871b8a1fe3d5378424ce11bb5b8fef8fa6a9ff8d3d9b0dbb415df72365d43117da647cbbe688f5b1074a85a62a437f9ef5587b510539239581e308a3d6c97daa3d41dba927975e51365a1ce62829e1b0ce4607f4030c88c9febbf7d03b50f76b9bd456c9aa9e73ad796ccdebb4008b0553485e85a323373093d0af403492e95e9b4fac961bec31c5a6a9d9d737632b667f7ab470d5f2d59e5c81c5a50e8391bd608b8628d53d48e969a39f745b3720a3368895ecceb736d090e8d51a3b48c57efcef41ca3b1caa7dda36995008b865ec9358002ba6e34619d3664d2c674d29336077458cabb5101f3b605eefdf9e723c1e127e8b4201b1ab5a099209ab06df5eb13b8ceb806577739a23a7bffc946d53d9d0305ee635aa40394f913aea592ed6682f5744c3806d9f5d9bbe39041c936a5ef00b260af318f44d3dd1d0166a8c3fb6c17eeb7dd3829fd4c3c63fa3fc04e6461929bb6645aca846b9cd98eb1daebcfbf1c67b52953ef2283c5617a1db2cb46671793741e87e89c0fc7a590fa41ad336e886394e8830d1873313985891c41362bf5087c824f43f817ed4624cb00071ea09b3b329e9d28c18bfee463f80e94e75201127c6ac45bcaf6917c33a484f1406221abf2d11d2db0215bca053beeb9ad148266a757ca3f45949270500ae95b4af72bd51d5fb9935eeee5bf7eab346fb66a8dbcaf0eead579f95ebdf4c05eac6df335e69c68ecfc4c07d5bbdc9bb3abb76ef7c1836b1d49194eb2267fba968a6551edbc5865db4b23b70d99769ecaecefec4d67f6a6737bd3ddbda9d19f358d2ad276727b0386191afa23c5a108f15658f33597fa1ca4d12c13d36ade0c5fdc4e1ea2c5f461b3618a6d564a3714fa0452996fcd018ffe50d7cdb589dd11436d7d2ceebaaea7a7e3ecf2f2ecfa17dd14e8b33f5dc70b05297b5dbb3dae072348f3a78ae5521fac8dd3a492656f707d65d2062f3645277f424e276b7415451baaffa21b94ecb7fde9ed2ecbff303e27aac1a5e05abbe8171d42e698a82c0d0691e79091e0adaf45590a3d4d96f2de1ca1a4a26eccc5aa58aecc85cc678175ecb5ba55e2c55d5116f0cc5816265b95412376db48bd33d8549b4da8861595819d4396ec386465a7082cb4a69bd69e769babfe40b555aad7f84e6758e314a49f2f80ef7c5844a77182fa60fb3618ab3fcd5b9811fc2f7a667e7137594eff2c062b799631008c5ad60bddc20b03b363bd5f4e1f4f4667eac8343f0b934f26bebbdf052f596b5eb5b51faf17bda33fa5cc8e8dc5e0eea359f5cf24788b2ff3bbd04b27fd606c93d41f1d2f343d8ec959ee8f310bd464afd343ab7df5f6d272fa4cace501871f26cdc1e18ff2c8ff95df10bcd76ffefca29a74eeb93377ff3f5686721713dbca74af955f9f7fbcb453dbd040cddb781a6877d2da6e920aa7ccd1775b564e9bcf82915593fa3ec8fa46c2c8a34e2097378fbffb95e57d64cbfbf041effb999e674ee9e31dd78b02b2cff5f43c6f92d556ee9952d24eb692c3139b9aa7cfe6dd135a99933b394c963fd5f98200ed044bf797c83fd5ced081fdd0262a2adeb7d063192e4c2b60d7675d996f8eaac507f28d61b4db66709cbe43b7cf3735a691e4edb7b72a61772e6efa39e05a0c81525475a3da01f71f5477bb3c535ba9d3b24ca723105477fd163c5eb7dc723dc8468c7fed28377fe264e680baff4ba8ad92f9a3eaa097d17a5c9900dd4c49a720bb86249621f7d597638cf8d44cc71ae23fa5ab77998eaaeee628826c5ae82e2dd4a2653e211fc865339e3d9b7b0fb9f69e0cfa7c4eff383e6f7efc1b25185587');
CREATE TABLE report_codings (
  report integer not null references reports (id),
  run integer not null references runs (id),
  coding integer not null references codings (id),
  primary key (report, run)
) strict, without rowid;
INSERT INTO report_codings VALUES(1,1,1);
INSERT INTO report_codings VALUES(3,1,1);
INSERT INTO report_codings VALUES(2,1,2);
CREATE TABLE entities (        -- who and what the text names; number 3 is e3 of the reading
  id integer primary key,
  coding integer not null references codings (id), number integer not null,
  type text not null, name text, actor text,  -- actor: id in the actor register
  sector text, country text
) strict;
INSERT INTO entities VALUES(1,1,1,'group','Gunmen',NULL,'UAF',NULL);
INSERT INTO entities VALUES(2,1,2,'person','three farmers near the village of Dori in Burkina Faso',NULL,'AGR',NULL);
INSERT INTO entities VALUES(3,1,3,'place','village of Dori in Burkina Faso',NULL,NULL,NULL);
INSERT INTO entities VALUES(4,1,4,'place','Dori',NULL,NULL,NULL);
INSERT INTO entities VALUES(5,1,5,'place','Burkina Faso','bfa-gov','GOV','BFA');
INSERT INTO entities VALUES(6,1,6,'force','police','bfa-police','COP','BFA');
INSERT INTO entities VALUES(7,1,7,'person','Nobody',NULL,NULL,NULL);
INSERT INTO entities VALUES(8,2,1,'force','Police in Burkina Faso','bfa-police','COP','BFA');
INSERT INTO entities VALUES(9,2,2,'place','Burkina Faso','bfa-gov','GOV','BFA');
INSERT INTO entities VALUES(10,2,3,'person','three farmers',NULL,'AGR',NULL);
INSERT INTO entities VALUES(11,2,4,'group','gunmen near Dori',NULL,'UAF',NULL);
INSERT INTO entities VALUES(12,2,5,'place','Dori',NULL,NULL,NULL);
INSERT INTO entities VALUES(13,2,6,'person','Officials',NULL,NULL,NULL);
INSERT INTO entities VALUES(14,2,7,'population','residents',NULL,'CVL',NULL);
CREATE TABLE mentions (
  entity integer not null references entities (id), number integer not null,
  begin_at integer not null, end_at integer not null,
  kind text not null check (kind in ('name','nominal','pronoun')),
  primary key (entity, number)
) strict, without rowid;
INSERT INTO mentions VALUES(1,1,0,6,'nominal');
INSERT INTO mentions VALUES(2,1,14,68,'nominal');
INSERT INTO mentions VALUES(3,1,33,68,'nominal');
INSERT INTO mentions VALUES(4,1,48,68,'name');
INSERT INTO mentions VALUES(5,1,56,68,'name');
INSERT INTO mentions VALUES(6,1,80,86,'nominal');
INSERT INTO mentions VALUES(7,1,93,99,'pronoun');
INSERT INTO mentions VALUES(8,1,0,22,'nominal');
INSERT INTO mentions VALUES(9,1,10,22,'name');
INSERT INTO mentions VALUES(10,1,28,41,'nominal');
INSERT INTO mentions VALUES(11,1,60,76,'nominal');
INSERT INTO mentions VALUES(12,1,72,76,'name');
INSERT INTO mentions VALUES(13,1,94,103,'nominal');
INSERT INTO mentions VALUES(14,1,108,117,'nominal');
CREATE TABLE places (
  id integer primary key,
  coding integer not null references codings (id), number integer not null,
  entity integer references entities (id),
  name text, geonames integer, lat real, lon real,
  country text, admin1 text, admin2 text,
  precision text not null, score real not null
) strict;
INSERT INTO places VALUES(1,1,1,4,'Dori',2361082,14.033260000000000288,-0.033329999999999998516,'BFA','Sahel','Séno','town',1.0);
INSERT INTO places VALUES(2,1,2,5,'Burkina Faso',2361809,12.5,-1.6666700000000000958,'BFA',NULL,NULL,'country',1.0);
INSERT INTO places VALUES(3,2,1,9,'Burkina Faso',2361809,12.5,-1.6666700000000000958,'BFA',NULL,NULL,'country',1.0);
INSERT INTO places VALUES(4,2,2,12,'Dori',2361082,14.033260000000000288,-0.033329999999999998516,'BFA','Sahel','Séno','town',1.0);
CREATE TABLE times (
  id integer primary key,
  coding integer not null references codings (id), number integer not null,
  begin_at integer, end_at integer,  -- null: inherited or inferred
  type text not null, timex text, edtf text,
  first_day text, last_day text
) strict;
INSERT INTO times VALUES(1,1,1,72,78,'DATE','2026-03-02','2026-03-02','2026-03-02','2026-03-02');
INSERT INTO times VALUES(2,2,1,80,92,'DATE','2026-03-02','2026-03-02','2026-03-02','2026-03-02');
INSERT INTO times VALUES(3,2,2,121,128,'DATE','2026-03-03','2026-03-03','2026-03-03','2026-03-03');
CREATE TABLE attributions (    -- who says what
  id integer primary key,
  coding integer not null references codings (id), number integer not null,
  kind text not null,
  source_begin integer, source_end integer, cue_begin integer, cue_end integer,
  source integer references entities (id),
  parent integer                 -- number of the attribution whose content holds this one
) strict;
INSERT INTO attributions VALUES(1,1,1,'paraphrase',80,86,87,91,6,NULL);
INSERT INTO attributions VALUES(2,1,2,'paraphrase',93,99,100,107,7,NULL);
INSERT INTO attributions VALUES(3,2,1,'paraphrase',0,22,23,27,8,NULL);
CREATE TABLE statements (      -- number 7 is s7 of the reading
  id integer primary key,
  coding integer not null references codings (id), number integer not null,
  kind text not null check (kind in ('event','relation')),
  type text not null, mode text,
  certainty text not null, modality text not null, time_frame text not null,
  trigger_begin integer not null, trigger_end integer not null,
  evidence_begin integer not null, evidence_end integer not null,
  time integer references times (id),
  incident integer,              -- number of the incident within the report: 2 is i2
  confidence real
) strict;
INSERT INTO statements VALUES(1,1,1,'event','ASSAULT','firearms','fact','actual','current',7,13,0,78,1,1,0.91900000000000003907);
INSERT INTO statements VALUES(2,2,1,'event','ASSAULT','firearms','fact','actual','current',47,51,28,92,2,1,0.89000000000000001332);
INSERT INTO statements VALUES(3,2,2,'event','PROTEST','demo','fact','actual','current',82,87,28,92,2,2,0.20999999999999999222);
INSERT INTO statements VALUES(4,2,3,'event','CONSULT',NULL,'fact','actual','current',104,107,94,128,3,3,0.75200000000000000177);
CREATE TABLE statement_contexts (
  statement integer not null references statements (id), number integer not null,
  context text not null,
  primary key (statement, number)
) strict, without rowid;
CREATE TABLE statement_places (  -- where it happened, the finest only
  statement integer not null references statements (id), number integer not null,
  place integer not null references places (id),
  primary key (statement, number)
) strict, without rowid;
INSERT INTO statement_places VALUES(1,1,1);
INSERT INTO statement_places VALUES(4,1,3);
INSERT INTO statement_places VALUES(2,1,4);
INSERT INTO statement_places VALUES(3,1,4);
CREATE TABLE statement_speakers (  -- by whose word: number 1 is the outermost speaker; none: the report's own voice
  statement integer not null references statements (id), number integer not null,
  attribution integer not null references attributions (id),
  primary key (statement, number)
) strict, without rowid;
INSERT INTO statement_speakers VALUES(1,1,1);
INSERT INTO statement_speakers VALUES(2,1,3);
INSERT INTO statement_speakers VALUES(3,1,3);
CREATE TABLE roles (
  statement integer not null references statements (id), number integer not null,
  role text not null,
  entity integer references entities (id),
  begin_at integer not null, end_at integer not null,
  certainty text,              -- of its own where it or its speakers are others than the statement's
  primary key (statement, number)
) strict, without rowid;
INSERT INTO roles VALUES(1,1,'agent',1,0,6,NULL);
INSERT INTO roles VALUES(1,2,'recipient',2,14,68,NULL);
INSERT INTO roles VALUES(2,1,'recipient',10,28,41,NULL);
INSERT INTO roles VALUES(2,2,'agent',11,60,76,NULL);
INSERT INTO roles VALUES(4,1,'agent',13,94,103,NULL);
INSERT INTO roles VALUES(4,2,'recipient',14,108,117,NULL);
INSERT INTO roles VALUES(4,3,'other-party',14,108,117,NULL);
CREATE TABLE role_speakers (   -- of a role with a certainty of its own
  statement integer not null, role integer not null, number integer not null,
  attribution integer not null references attributions (id),
  primary key (statement, role, number),
  foreign key (statement, role) references roles (statement, number)
) strict, without rowid;
CREATE TABLE tolls (
  statement integer not null references statements (id), number integer not null,
  effect text not null,
  low integer, best integer, high integer,
  entity integer references entities (id),  -- of whom
  begin_at integer not null, end_at integer not null,
  certainty text,              -- as in roles
  status text, women integer, children integer,
  primary key (statement, number)
) strict, without rowid;
INSERT INTO tolls VALUES(1,1,'killed',3,3,3,2,14,27,NULL,'civilian',NULL,NULL);
INSERT INTO tolls VALUES(2,1,'killed',3,3,3,10,28,41,NULL,'civilian',NULL,NULL);
CREATE TABLE toll_speakers (   -- of a toll with a certainty of its own
  statement integer not null, toll integer not null, number integer not null,
  attribution integer not null references attributions (id),
  primary key (statement, toll, number),
  foreign key (statement, toll) references tolls (statement, number)
) strict, without rowid;
CREATE TABLE copy_bands (      -- texts with the same value in a band may be near copies (src/store/copies.h)
  band integer not null, value integer not null,
  text integer not null references texts (id),
  primary key (band, value, text)
) strict, without rowid;
INSERT INTO copy_bands VALUES(0,1074684849660269989,2);
INSERT INTO copy_bands VALUES(0,2757329662203713212,1);
INSERT INTO copy_bands VALUES(1,-7131505141607588962,1);
INSERT INTO copy_bands VALUES(1,-3924870264685944369,2);
INSERT INTO copy_bands VALUES(2,2095282771713603646,1);
INSERT INTO copy_bands VALUES(2,8893751599805006844,2);
INSERT INTO copy_bands VALUES(3,-3964024091745343303,1);
INSERT INTO copy_bands VALUES(3,4389118421842292023,2);
INSERT INTO copy_bands VALUES(4,-3220866189765392314,2);
INSERT INTO copy_bands VALUES(4,7244285958517080113,1);
INSERT INTO copy_bands VALUES(5,1627785528235715281,1);
INSERT INTO copy_bands VALUES(5,3627636677061075406,2);
INSERT INTO copy_bands VALUES(6,-7161833913539902691,1);
INSERT INTO copy_bands VALUES(6,-4137095593713761901,2);
INSERT INTO copy_bands VALUES(7,2325328460127213044,2);
INSERT INTO copy_bands VALUES(7,5224970617292998813,1);
INSERT INTO copy_bands VALUES(8,1801518846337972772,2);
INSERT INTO copy_bands VALUES(8,5117861663910860022,1);
INSERT INTO copy_bands VALUES(9,390353078170491342,1);
INSERT INTO copy_bands VALUES(9,5904655036876708588,2);
INSERT INTO copy_bands VALUES(10,-6526386935967792141,2);
INSERT INTO copy_bands VALUES(10,-1856672066829169692,1);
INSERT INTO copy_bands VALUES(11,841060560141165305,2);
INSERT INTO copy_bands VALUES(11,1650947178592075289,1);
INSERT INTO copy_bands VALUES(12,1357352693239025830,2);
INSERT INTO copy_bands VALUES(12,1558371658899967143,1);
INSERT INTO copy_bands VALUES(13,-7821564328799782819,2);
INSERT INTO copy_bands VALUES(13,-6817831136660704237,1);
INSERT INTO copy_bands VALUES(14,-1820393555631937482,1);
INSERT INTO copy_bands VALUES(14,7054245341261995639,2);
INSERT INTO copy_bands VALUES(15,-6363272310710062106,1);
INSERT INTO copy_bands VALUES(15,-4699440675833006129,2);
INSERT INTO copy_bands VALUES(16,3296885867409858436,1);
INSERT INTO copy_bands VALUES(16,4938031310904321504,2);
INSERT INTO copy_bands VALUES(17,-2986560884508000664,1);
INSERT INTO copy_bands VALUES(17,7926191472259682635,2);
INSERT INTO copy_bands VALUES(18,-1628931534771449307,1);
INSERT INTO copy_bands VALUES(18,8442483038995235054,2);
INSERT INTO copy_bands VALUES(19,403566899340591725,1);
INSERT INTO copy_bands VALUES(19,7067230737964506547,2);
INSERT INTO copy_bands VALUES(20,-4508783390999112965,1);
INSERT INTO copy_bands VALUES(20,-2367100941416561869,2);
CREATE INDEX texts_copy_group on texts (copy_group);
CREATE UNIQUE INDEX reports_once on reports (text, coalesce(source, 0), coalesce(published, ''));
CREATE INDEX reports_source on reports (source);
CREATE INDEX reports_published on reports (published);
CREATE UNIQUE INDEX codings_once on codings (text, run, coalesce(published, ''), coalesce(title, ''));
CREATE INDEX report_codings_coding on report_codings (coding);
CREATE UNIQUE INDEX entities_once on entities (coding, number);
CREATE INDEX entities_actor on entities (actor) where actor is not null;
CREATE UNIQUE INDEX places_once on places (coding, number);
CREATE UNIQUE INDEX times_once on times (coding, number);
CREATE UNIQUE INDEX attributions_once on attributions (coding, number);
CREATE UNIQUE INDEX statements_once on statements (coding, number);
CREATE INDEX statements_type on statements (type, mode);
CREATE INDEX statements_time on statements (time) where time is not null;
CREATE INDEX statement_places_place on statement_places (place);
CREATE INDEX roles_entity on roles (entity) where entity is not null;
CREATE VIEW current_codings as  -- of each report what the latest run read
  select report, run, coding from report_codings c
  where run = (select max(run) from report_codings o where o.report = c.report)
;
COMMIT;
PRAGMA application_id=1667330933; PRAGMA user_version=1;
