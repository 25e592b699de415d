using System.Text.Json.Nodes;
using MobileNetV2.CodeGen.Cli.Evidence;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

public sealed class EvidenceTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [SkippableFact]
    public void Evidence_holds_until_something_in_it_changes()
    {
        Tool.Require("gcc");
        var evidence = _network.Folder.File("evidence");
        CliResult.Of("verify", _network.Path, "--target", "host", "--schedule", "stream", "--input", _network.Input(),
            "--evidence", evidence);
        var path = Path.Combine(evidence, "evidence.json");
        var document = JsonNode.Parse(File.ReadAllText(path))!;

        var held = CliResult.Of("check-evidence", evidence);
        document["steps"]![1]!["outputs"]![0]!["sha256OfFirstCase"] = "0";
        File.WriteAllText(path, document.ToJsonString());
        var broken = CliResult.Of("check-evidence", evidence);

        Assert.Equal((ExitCode.Success, "evidence holds: the same files, plan, tensors and verdict\n"), (held.ExitCode, held.Out));
        Assert.Equal(ExitCode.Failure, broken.ExitCode);
        Assert.Matches("^DIFFERENT: steps\\[1\\]\\.outputs\\[0\\]\\.sha256OfFirstCase: recorded \"0\", now \"[0-9a-f]{64}\"\n$",
            broken.Out);
    }

    /// <summary>Options with values of every kind: numbers below zero, files of their own, a camera, what the firmware keeps.</summary>
    [SkippableFact]
    public void Evidence_of_a_camera_and_a_head_holds()
    {
        Tool.Require("gcc");
        var (evidence, labels) = (_network.Folder.File("evidence"), _network.Folder.Write("names.txt", "a\nb\nc\n"));
        var made = CliResult.Any(
            "verify", _network.Path, "--target", "host", "--random", "1", "--evidence", evidence, "--reserve", "1K",
            "--head", "classify:top=2", "--labels", labels, "--input-format", "rgb565",
            "--input-size", "20x18", "--crop", "letterbox:100", "--range=-1,1");
        Assert.Equal((0, ""), (made.ExitCode, made.Error));

        var held = CliResult.Of("check-evidence", evidence);

        Assert.Equal((ExitCode.Success, "evidence holds: the same files, plan, tensors and verdict\n"), (held.ExitCode, held.Out));
    }

    /// <summary>A second run that cannot write all of its files changes none, and one that can leaves none of the first.</summary>
    [SkippableFact]
    public void A_folder_of_evidence_is_of_one_run()
    {
        Tool.Require("gcc");
        var evidence = _network.Folder.File("evidence");
        var page = Path.Combine(evidence, "evidence.md");
        string[] Verify(string seed, params string[] more) =>
            ["verify", _network.Path, "--target", "host", "--random", "1", "--seed", seed, "--evidence", evidence, .. more];
        CliResult.Of(Verify("1", "--input", _network.Input()));
        var before = File.ReadAllText(Path.Combine(evidence, "evidence.json"));
        File.Delete(page);
        Directory.CreateDirectory(page);

        var failed = CliResult.Any(Verify("2"));
        var kept = File.ReadAllText(Path.Combine(evidence, "evidence.json"));
        Directory.Delete(page);
        CliResult.Of(Verify("3"));

        Assert.Contains("MNV7002", failed.Error, StringComparison.Ordinal);
        Assert.Equal(before, kept);
        Assert.False(File.Exists(Path.Combine(evidence, "inputs", "0.bin")), "an input of the first run is left");
        Assert.Equal(ExitCode.Success, CliResult.Of("check-evidence", evidence).ExitCode);
    }

    /// <summary>Somebody else's compiler is said, and no difference: bits must not depend on it.</summary>
    [SkippableFact]
    public void Another_toolchain_is_named()
    {
        Tool.Require("gcc");
        var evidence = _network.Folder.File("evidence");
        CliResult.Of("verify", _network.Path, "--target", "host", "--random", "1", "--evidence", evidence);
        var path = Path.Combine(evidence, "evidence.json");
        var document = JsonNode.Parse(File.ReadAllText(path))!;
        var ours = (string)document["toolchain"]!["gcc"]!;
        document["toolchain"]!["gcc"] = "gcc 1.0";
        File.WriteAllText(path, document.ToJsonString());

        var held = CliResult.Of("check-evidence", evidence);

        Assert.Contains("gcc", ours, StringComparison.Ordinal);
        Assert.Equal(
            $"another toolchain: toolchain.gcc: recorded \"gcc 1.0\", now \"{ours}\"\n"
                + "evidence holds: the same files, plan, tensors and verdict\n",
            held.Out);
        Assert.Contains($"`gcc`: {ours}",
            File.ReadAllText(Path.Combine(evidence, "evidence.md")), StringComparison.Ordinal);
    }

    /// <summary>Steps that share a function are records; streams and the other steps have functions of their own.</summary>
    [SkippableTheory]
    [InlineData("stream")]
    [InlineData("layers")]
    public void Every_step_has_its_function_and_lines(string schedule)
    {
        Tool.Require("gcc");
        var (evidence, code) = (_network.Folder.File("evidence"), _network.Folder.File("gen"));
        CliResult.Of("verify", _network.Path, "--target", "host", "--schedule", schedule, "--random", "1", "--evidence", evidence);
        CliResult.Of("compile", _network.Path, "--target", "host", "--schedule", schedule, "--output", code);
        var lines = File.ReadAllLines(Path.Combine(code, "tiny.c"));
        var steps = JsonNode.Parse(File.ReadAllText(Path.Combine(evidence, "evidence.json")))!["steps"]!.AsArray();

        Assert.NotEmpty(steps);
        Assert.All(steps, step =>
        {
            var (first, last) = ((int)step!["firstLine"]!, (int)step["lastLine"]!);
            Assert.Equal($" * Step {step["step"]}: ", lines[first - 1][..$" * Step {step["step"]}: ".Length]);
            var isRecord = ((string)step["function"]!).Contains("_run_", StringComparison.Ordinal);
            Assert.Equal(isRecord ? "};" : "}", lines[last - 1]);
            Assert.Contains(isRecord ? lines : lines[(first - 1)..last], l =>
                l.StartsWith("static ", StringComparison.Ordinal) && l.Contains($" {step["function"]}(", StringComparison.Ordinal));
        });
        Assert.All(
            steps.Where(s => s!["operators"]!.AsArray().Any(o => (string)o! is "CONV_2D" or "FULLY_CONNECTED")),
            s => Assert.NotEmpty(s!["constants"]!.AsArray()));
        Assert.Contains(steps, s => ((string)s!["function"]!).Contains("_run_", StringComparison.Ordinal));
        Assert.Contains(steps, s => ((string)s!["function"]!).Contains("_step_", StringComparison.Ordinal));
        Assert.Contains("| 0 | ", File.ReadAllText(Path.Combine(evidence, "evidence.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["compile", "model/net.json", "--output", "x"]""", "not 'verify model/FILE")]
    [InlineData("""["verify", "model/../net.json"]""", "not 'verify model/FILE")]
    [InlineData("""["verify", "/etc/passwd"]""", "not 'verify model/FILE")]
    [InlineData("""["verify", "model/net.json", "--cmsis-nn", "."]""", "'--cmsis-nn' is not one")]
    [InlineData("""["verify", "model/net.json", "--port", "/dev/tty"]""", "'--port' is not one")]
    [InlineData("""["verify", "model/net.json", "--target", "./evil.json"]""", "of --target is no file of the folder")]
    [InlineData("""["verify", "model/net.json", "--input", "inputs/../../secret"]""", "of --input is no file of the folder")]
    [InlineData("""["verify", "model/net.json", "--seed", "--cmsis-nn"]""", "of --seed is no file of the folder")]
    [InlineData("""["verify", "model/net.json", "--target", "host\n"]""", "of --target is no file of the folder")]
    [InlineData("""["verify", "model/net.json", "--labels", "/etc/passwd"]""", "of --labels is no file of the folder")]
    [InlineData("""["verify", "model/net.json", "--gallery", "inputs/../../secret"]""", "of --gallery is no file of the folder")]
    [InlineData("""["verify", "model/net.json", "--range", "-1 --port"]""", "of --range is no file of the folder")]
    [InlineData("""["verify", 3]""", "no list of texts")]
    public void Evidence_cannot_ask_for_anything_else(string arguments, string problem)
    {
        Directory.CreateDirectory(_network.Folder.File("model"));
        File.WriteAllText(_network.Folder.File("model/net.json"), "{}");

        var (_, found) =
            EvidenceCheck.ArgumentsOf(JsonNode.Parse($$"""{ "mnv2cEvidence": 1, "arguments": {{arguments}} }"""), _network.Folder.FullPath);

        Assert.Contains(problem, found, StringComparison.Ordinal);
    }
}
