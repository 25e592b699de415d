using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Verification;

namespace MobileNetV2.CodeGen.Cli.Evidence;

/// <summary>
/// <c>verify --evidence</c>: a folder with the model, the inputs, and what was found, which somebody else can run again with
/// <c>check-evidence</c>. Nothing in it depends on time or place.
/// </summary>
internal sealed class EvidenceFolder(
    string folder, ModelFile model, VerifyRequest request, VerifyReport report, ImmutableArray<ToolVersion> toolchain)
{
    public const string DocumentName = "evidence.json";

    /// <summary>The part of the document that may differ from machine to machine.</summary>
    public const string ToolchainName = "toolchain";

    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n" };

    /// <param name="targetFile">The file of a board of the user; null for a built-in target.</param>
    public ImmutableArray<Diagnostic> Write(string? targetFile)
    {
        var compiled = Compiler.Compile(request.Compile);
        if (compiled.Value is not { } result)
            return compiled.Diagnostics;
        if (model.Files.GroupBy(Path.GetFileName).FirstOrDefault(g => g.Count() > 1) is { Key: { } twice })
            return [CommandLineDiagnostics.OutOfRange("--evidence", $"two of the files are called '{twice}': rename one")];
        ImmutableArray<Outcome<GeneratedFile>> copies =
            [.. model.Files.Select(f => CopyOf(f, "model")), .. targetFile is null ? [] : new[] { CopyOf(targetFile, "target") }];
        if (copies.SelectMany(c => c.Diagnostics).ToImmutableArray() is { IsEmpty: false } problems)
            return problems;
        ImmutableArray<ReadOnlyMemory<byte>> own = request.Cases.IsEmpty ? [] : request.Cases[0];
        var steps = StepTrace.Find(TextOf(result, $"{request.Compile.Name}.c"), request.Compile.Name);
        var trace = new ReferenceInterpreter(result.Graph).Trace(Verifier.CasesOf(request, result.Graph)[0]);
        // A folder of evidence is of one run: complete, or what it was before.
        return OutputFolder.Write(
            folder,
            "evidence",
            [
                .. copies.Select(c => c.Value!),
                .. own.Select((block, i) => new GeneratedFile(InputName(i), s => s.Write(block.Span))),
                new GeneratedFile(DocumentName, s => WriteDocument(s, result, steps, trace, targetFile, own.Length)),
                new GeneratedFile("evidence.md", s => s.Write(Encoding.UTF8.GetBytes(Page(result, steps)))),
            ],
            force: true);
    }

    private static string InputName(int index) => string.Create(CultureInfo.InvariantCulture, $"inputs/{index}.bin");

    private static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] BytesOf(GeneratedFile file)
    {
        using var memory = new MemoryStream();
        file.Write(memory);
        return memory.ToArray();
    }

    private static string TextOf(CompileResult result, string name) =>
        Encoding.UTF8.GetString(BytesOf(result.Files.First(f => Path.GetFileName(f.RelativePath) == name)));

    private static Outcome<GeneratedFile> CopyOf(string file, string to)
    {
        var read = FileReading.ReadAll(file);
        return read.Value is { } bytes
            ? new(new($"{to}/{Path.GetFileName(file)}", s => s.Write(bytes)), [])
            : new(null, read.Diagnostics);
    }

    private ImmutableArray<string> Arguments(string? targetFile, int inputs)
    {
        var compile = request.Compile;
        return
        [
            "verify", "model/" + Path.GetFileName(model.Path), "--target",
            targetFile is null ? compile.Target.Name : "target/" + Path.GetFileName(targetFile),
            .. OptionNames.Of(compile).Split(' '), "--name", compile.Name,
            .. compile.RamBudgetBytes is { } ram ? ["--ram-budget", Number(ram)] : ImmutableArray<string>.Empty,
            .. compile.ReserveBytes > 0 ? ["--reserve", Number(compile.ReserveBytes)] : ImmutableArray<string>.Empty,
            .. model.Labels is { } labels ? ["--labels", "model/" + Path.GetFileName(labels)] : ImmutableArray<string>.Empty,
            .. model.Gallery is { } gallery ? ["--gallery", "model/" + Path.GetFileName(gallery)] : ImmutableArray<string>.Empty,
            .. model.Strangers is { } strangers ? ["--strangers", "model/" + Path.GetFileName(strangers)] : ImmutableArray<string>.Empty,
            .. compile.FlashBudgetBytes is { } flash ? ["--flash-budget", Number(flash)] : ImmutableArray<string>.Empty,
            "--random", Number(request.RandomCases), "--seed", request.Seed.ToString(CultureInfo.InvariantCulture),
            .. request.Optimization is { } level ? ["--optimize", level.ToString()] : ImmutableArray<string>.Empty,
            .. request.LinkTimeOptimization ? ["--lto"] : ImmutableArray<string>.Empty,
            .. request.Sanitize ? ["--sanitize"] : ImmutableArray<string>.Empty,
            .. Enumerable.Range(0, inputs).SelectMany(i => new[] { "--input", InputName(i) }),
        ];

        static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
    }

    private void WriteDocument(
        Stream stream, CompileResult result, ImmutableArray<StepTrace> steps, InterpreterTrace trace, string? targetFile, int inputs)
    {
        using var w = new Utf8JsonWriter(stream, Layout);
        w.WriteStartObject();
        w.WriteNumber("mnv2cEvidence", 1);
        w.WriteString("toolVersion", ToolInfo.Version);
        Strings(w, "arguments", Arguments(targetFile, inputs));
        w.WriteString("model", result.Plan.Model);
        w.WriteString("modelSha256", model.Sha256);
        w.WriteString("target", result.Plan.Target);
        Strings(w, "compilerFlags", request.Compile.Target.CompilerFlags);
        w.WriteString("machine", report.Machine);
        w.WriteString("optimization", report.Optimization);
        w.WriteStartObject(ToolchainName);
        foreach (var tool in toolchain)
            w.WriteString(tool.Program, tool.Version);
        w.WriteEndObject();
        w.WriteBoolean("bitExact", report.BitExact);
        w.WriteNumber("cases", report.CasesRun);
        w.WriteNumber("tensorsCompared", report.TensorsCompared);
        w.WriteNumber("arenaBytes", result.Plan.ArenaBytes);
        w.WriteNumber("lowerBoundBytes", result.Plan.LowerBoundBytes);
        w.WriteNumber("weightsBytes", result.Plan.WeightsBytes);
        w.WriteNumber("macs", result.Plan.Macs);
        w.WriteString("planReplayed", "passed");
        w.WriteStartArray("generated");
        foreach (var file in result.Files.Where(f => !f.RelativePath.EndsWith(".html", StringComparison.Ordinal)))
        {
            w.WriteStartObject();
            w.WriteString("file", file.RelativePath);
            w.WriteString("sha256", Sha256(BytesOf(file)));
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteStartArray("steps");
        foreach (var step in result.Plan.Steps)
        {
            w.WriteStartObject();
            w.WriteNumber("step", step.Index);
            Strings(w, "operators", step.Operators);
            if (steps.FirstOrDefault(s => s.Step == step.Index) is { } place)
            {
                w.WriteString("function", place.Function);
                w.WriteNumber("firstLine", place.FirstLine);
                w.WriteNumber("lastLine", place.LastLine);
                Strings(w, "constants", place.Constants);
            }

            w.WriteStartArray("outputs");
            foreach (var output in step.Outputs)
            {
                w.WriteStartObject();
                w.WriteNumber("tensor", output.Id);
                w.WriteString("name", output.Name);
                w.WriteString("sha256OfFirstCase", Sha256(trace[new Graphs.TensorId(output.Id)].Span));
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter w, string name, IEnumerable<string> values)
    {
        w.WriteStartArray(name);
        foreach (var value in values)
            w.WriteStringValue(value);
        w.WriteEndArray();
    }

    private string Page(CompileResult result, ImmutableArray<StepTrace> steps)
    {
        var plan = result.Plan;
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # Evidence: {Cell(plan.Model)} on {plan.Target}

            **{(report.BitExact ? "Bit-exact" : "DIFFERENT")}**: {report.CasesRun} cases, {report.TensorsCompared} tensors of generated C compared with the reference interpreter,
            run on {report.Machine}, built with `{report.Optimization}`, by {ToolInfo.Name} {ToolInfo.Version}.

            | | |
            |---|---|
            | model | SHA-256 `{model.Sha256}` |
            | memory | arena {plan.ArenaBytes} bytes (no placement below {plan.LowerBoundBytes}), constants {plan.WeightsBytes} bytes; every access of the plan replayed on its final offsets, none outside or of a byte that is not its own |
            | work | {plan.Macs} multiply-accumulates |
            | toolchain | {string.Join("; ", toolchain.Select(t => $"`{t.Program}`: {Cell(t.Version)}"))} |

            `evidence.json` has the digests of all generated files and of each tensor of the first case. Run it again: `mnv2c check-evidence DIR`.

            ## From operator to line

            | step | operators | function | lines of {request.Compile.Name}.c | constants | result |
            |---|---|---|---|---|---|

            """);
        foreach (var step in plan.Steps)
        {
            var place = steps.FirstOrDefault(s => s.Step == step.Index);
            page.Append(CultureInfo.InvariantCulture,
                $"| {step.Index} | {string.Join(", ", step.Operators)} | {(place is null ? "" : $"`{place.Function}`")} | "
                    + $"{place?.FirstLine}-{place?.LastLine} "
                + $"| {string.Join(", ", place?.Constants ?? [])} | {Cell(step.Name)} |\n");
        }

        return page.ToString();
    }

    // Names come from a file: no markup, no line breaks.
    private static string Cell(string text) =>
        new([.. text.Take(80).Select(c => char.IsAsciiLetterOrDigit(c) || " ._-/:;()+".Contains(c) ? c : '?')]);
}
