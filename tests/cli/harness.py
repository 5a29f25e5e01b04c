"""What the tests of the command line share: the program, a temporary folder, short reports."""
import json, subprocess, sys, tempfile, unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CASUS = sys.argv.pop(1)
REPORT = "Gunmen killed three farmers near the town of Bama in Nigeria on Friday, police said.\n"
SPANISH = ("El presidente dijo que las negociaciones con los trabajadores del puerto comenzaron durante la semana pasada y que el "
           "gobierno espera llegar a un acuerdo antes de que termine el mes, aunque los sindicatos todavía no han aceptado la "
           "propuesta que presentaron los empresarios y piden mejores salarios para todos los empleados.\n")


# Ends a run that hangs; far above the slowest, the scalar kernels under the thread sanitizer on a busy machine.
HANG_S = 900


class CliTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.dir = Path(folder.name)

    def write(self, name, content=REPORT):
        path = self.dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def casus(self, *args, stdin=b"", **more):
        return subprocess.run([CASUS, *map(str, args)], input=stdin, stdout=more.pop("stdout", subprocess.PIPE),
                              stderr=subprocess.PIPE, timeout=HANG_S, cwd=self.dir, **more)

    def code(self, *args, expect=0, **more):
        """(the reports that came out, what was said) of `casus code --format json`."""
        run = self.casus("code", "--format", "json", *args, **more)
        said = run.stderr.decode()
        self.assertEqual(run.returncode, expect, said)
        return [json.loads(line) for line in run.stdout.splitlines()], said
