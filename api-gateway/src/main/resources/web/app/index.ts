import "./style/index.css";
import "./ui/time.ts";
import "./ui/announce.ts";
import "./shell.ts";
