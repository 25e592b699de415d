using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels.CmsisNn;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Building;
using MobileNetV2.CodeGen.Simulation.Cases;
using MobileNetV2.CodeGen.Simulation.Messages;
using MobileNetV2.CodeGen.Simulation.Options;
using MobileNetV2.CodeGen.Simulation.Running;
using MobileNetV2.CodeGen.Simulation.ScratchCheck;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.Verification;

/// <summary>Generates C, builds it, runs it on the host or on an emulated Cortex-M,
/// and compares every bit with the reference interpreter.</summary>
public static class Verifier
{
    /// <summary>Verifies <paramref name="request"/>.</summary>
    /// <returns>
    /// A report, also when bits differ; look at <see cref="VerifyReport.BitExact"/>. Without a report: the diagnostics of the compile,
    /// or MNV6001 to
    /// MNV6015 when a tool is missing, an input has the wrong size, the code does not build, or the run faults, overflows its stack, hangs
    /// or refuses, or a linked CMSIS-NN wants other scratch sizes.
    /// </returns>
    public static async Task<Outcome<VerifyReport>> VerifyAsync(
        VerifyRequest request,
        IProgress<SimulationProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request = request with { Compile = LinkedLibrary.Use(request.Compile, request.CmsisNnFolder) };
        progress?.Report(new("compile", 0, 0));
        var compiled = Compiler.Compile(request.Compile);
        if (compiled.Value is not { } result)
            return new(null, compiled.Diagnostics);
        var verified = await VerifyAsync(request, result.Graph, SimulatedModel.Of(result, request.Compile), progress, cancellation);
        return verified with { Diagnostics = [.. compiled.Diagnostics, .. verified.Diagnostics] };
    }

    /// <summary>All cases of a request in order: the user's, then the random ones.</summary>
    /// <param name="compiled">The network that the generated C computes.</param>
    public static ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> CasesOf(VerifyRequest request, Graph compiled)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Cases.AddRange(new CaseMaker(compiled, request.Seed).Make(request.RandomCases));
    }

    internal static async Task<Outcome<VerifyReport>> VerifyAsync(
        VerifyRequest request,
        Graph graph,
        SimulatedModel model,
        IProgress<SimulationProgress>? progress,
        CancellationToken cancellation)
    {
        var cases = CasesOf(request, graph);
        var problems = CheckInputs(cases, model);
        if (!problems.IsEmpty)
            return new(null, problems);
        var plan = SimulationPlan.For(
            request.Compile.Target, model, request.CmsisNnFolder, request.Sanitize,
            OptimizationFlags.For(request.Optimization, request.LinkTimeOptimization, request.Sanitize));
        if (plan.Value is not { } simulation)
            return new(null, plan.Diagnostics);

        using var folder = new SimulationFolder();
        progress?.Report(new("build", 0, cases.Length));
        var built = await new HarnessBuilder(simulation.Toolchain, simulation.CmsisNn, Bench: false, request.StackBytes).BuildAsync(
            model, folder, cancellation);
        if (!built.Succeeded)
            return new(null, built.Diagnostics);

        var runner = new ProgramRunner(simulation.Toolchain, request.StepLimit, request.RunLimit, model.StepName);
        ImmutableArray<ScratchQuestion> questions =
            simulation.CmsisNn is null ? [] : ScratchChecker.Questions(model, request.Compile.Target, request.Seed);
        var differences = questions.IsEmpty ? [] : await ScratchChecker.CheckAsync(questions, runner, folder, cancellation);
        if (!differences.IsEmpty)
            return new(null, differences);

        WriteCases(folder, model, cases);
        var failure = await runner.RunAsync(
            folder,
            ["verify", $"{cases.Length}", request.StepByStep ? "1" : "0"],
            line => progress?.Report(Running(line, model, cases.Length)),
            cancellation);
        if (failure is not null)
            return new(null, [failure]);
        return Compare(request, graph, model, simulation, folder, cases, questions.Length, progress);
    }

    private static SimulationProgress Running(HarnessLine line, SimulatedModel model, int cases)
    {
        var isComplete = line.What is "case" or "done" || line.Step >= model.StepCount;
        var steps = ((double)line.Run * model.StepCount) + line.Step;
        return new("run", line.Run + 1, cases)
        {
            Step = isComplete ? "" : model.StepName(line.Step),
            Fraction = line.What == "done" ? 1 : steps / Math.Max(1, (double)cases * model.StepCount),
        };
    }

    private static Outcome<VerifyReport> Compare(
        VerifyRequest request,
        Graph graph,
        SimulatedModel model,
        SimulationPlan simulation,
        SimulationFolder folder,
        ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> cases,
        int scratchSizesChecked,
        IProgress<SimulationProgress>? progress)
    {
        var comparer = new ResultComparer(graph, Original(request.Compile, graph), model, request.Compile.Head);
        using var outputs = File.OpenRead(folder["outputs.bin"]);
        using var trace = request.StepByStep ? File.OpenRead(folder["trace.bin"]) : null;
        FirstDifference? first = null;
        for (var i = 0; i < cases.Length && first is null; i++)
        {
            progress?.Report(new("compare", i + 1, cases.Length) { Fraction = (double)i / cases.Length });
            first = comparer.Compare(i, cases[i], outputs, trace);
        }

        var report = new VerifyReport(
            graph.Name,
            request.Compile.Target.Name,
            simulation.MachineName,
            model.Kernels == KernelSet.CmsisNn ? "cmsis-nn" : "portable",
            simulation.CmsisNn is not null,
            simulation.Toolchain.Optimization.ToString(),
            first is null,
            cases.Length,
            comparer.TensorsCompared,
            scratchSizesChecked,
            first)
        {
            Expected = cases.IsEmpty ? [] : ExpectationComparer.Compare(request, graph, cases[0]),
        };
        return new(report, []);
    }

    /// <summary>The network of the file: what passes make of it is under test too, unless they were asked for another border.</summary>
    private static Graph? Original(CompileRequest compile, Graph graph)
    {
        var ports = graph.Inputs.Concat(graph.Outputs);
        return compile.Graph.Inputs.Concat(compile.Graph.Outputs).SequenceEqual(ports)
            && ports.All(id => compile.Graph[id].SizeBytes == graph[id].SizeBytes)
            ? compile.Graph
            : null;
    }

    private static ImmutableArray<Diagnostic> CheckInputs(ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> cases, SimulatedModel model)
    {
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var blocks in cases)
        {
            if (blocks.Length != model.Inputs.Length)
                found.Add(SimulationDiagnostics.InputSize(
                    "all inputs", model.Inputs.Sum(p => (long)p.SizeBytes), blocks.Sum(b => (long)b.Length)));
            else
                found.AddRange(model.Inputs.Zip(blocks).Where(p => p.First.SizeBytes != p.Second.Length)
                    .Select(p => SimulationDiagnostics.InputSize($"input '{p.First.Name}'", p.First.SizeBytes, p.Second.Length)));
        }

        return found.ToImmutable();
    }

    private static void WriteCases(
        SimulationFolder folder, SimulatedModel model, ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> cases)
    {
        using var file = File.Create(folder["cases.bin"]);
        foreach (var blocks in cases)
            file.Write(model.InputMemory.Pack(blocks));
    }
}
