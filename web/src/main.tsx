import { render } from "preact";
import "./style/tokens.css";
import "./style/base.css";
import "./style/shell.css";
import { startKeys } from "./part/keys";
import { Shell } from "./part/shell";
import { startRouter } from "./route";
import { openCase } from "./state/case";

startRouter();
startKeys();
void openCase();
render(<Shell />, document.getElementById("page")!);
