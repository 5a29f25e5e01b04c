/* An empty case: three steps, and something to try them with. */
import { Drop } from "../part/drop";
import { go } from "../route";
import { caseInfo } from "../state/case";
import { addExamples } from "../state/examples";
import { t } from "../texts";
import "../style/add.css";

export function FirstRun() {
  const follow = () => go("/add");
  return (
    <div class="first">
      <header>
        <h1>{t.first.title}</h1>
        <p>{t.first.lead}</p>
      </header>
      <ol class="steps">
        <li>
          <h2>{t.first.step1}</h2>
          <p>{t.first.step1Help}</p>
          <Drop onAdded={follow} />
          <p class="quiet">{t.first.cli}</p>
          <pre><code>casus add --db {caseInfo.value?.case ?? "FILE"} news/</code></pre>
        </li>
        <li>
          <h2>{t.first.step2}</h2>
          <p>{t.first.step2Help}</p>
        </li>
        <li>
          <h2>{t.first.step3}</h2>
          <p>{t.first.step3Help}</p>
        </li>
      </ol>
      <footer>
        <button type="button" class="button" onClick={() => { void addExamples(); follow(); }}>{t.first.example}</button>
        <p class="quiet">{t.first.exampleHelp}</p>
      </footer>
    </div>
  );
}
