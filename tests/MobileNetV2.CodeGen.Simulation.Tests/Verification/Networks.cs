using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Verification;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Verification;

/// <summary>Networks to verify, and what every verification must say.</summary>
internal static class Networks
{
    public static Graph Real(string model)
    {
        var path = SharedData.Require("models", $"{model}.tflite");
        var outcome = ModelImporter.Import(File.ReadAllBytes(path), path, _ => null);
        return outcome.Sound();
    }

    /// <summary>The inputs of every golden case of a network.</summary>
    public static ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> GoldenInputs(Graph graph, string model) =>
        [.. Directory.GetFiles(SharedData.Require("golden", model), "*.in.bin").Order(StringComparer.Ordinal)
            .Select(f => Split(graph, File.ReadAllBytes(f)))];

    public static VerifyRequest Request(Graph graph, string target, KernelSet kernels = KernelSet.Auto) =>
        new(new CompileRequest(graph, "net", new string('0', 64), TargetCatalog.Find(target).Sound()) { Kernels = kernels });

    /// <summary>Verifies <paramref name="request"/> and fails with the diagnostics or the first difference.</summary>
    public static async Task<VerifyReport> MustBeExact(VerifyRequest request)
    {
        var report = (await Verifier.VerifyAsync(OfWholeTensors(request))).Sound();
        Assert.True(report.BitExact, $"{request.Compile.Graph.Name}: {report.FirstDifference}");
        Assert.Equal(request.Cases.Length + request.RandomCases, report.CasesRun);
        return report;
    }

    /// <summary>Kernels of whole tensors are tested, unless a request is about rows, tiles or memory.</summary>
    private static VerifyRequest OfWholeTensors(VerifyRequest request) =>
        request.Compile is { Schedule: ScheduleMode.Auto, FixedSchedule: null, Input: InputMode.Frame, RamBudgetBytes: null }
            ? request with { Compile = request.Compile with { Schedule = ScheduleMode.Layers } }
            : request;

    private static ImmutableArray<ReadOnlyMemory<byte>> Split(Graph graph, ReadOnlyMemory<byte> file)
    {
        var start = 0;
        return [.. graph.Inputs.Select(id => file.Slice((start += graph[id].SizeBytes) - graph[id].SizeBytes, graph[id].SizeBytes))];
    }
}
