using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Reports.Plan;
using MobileNetV2.CodeGen.Simulation.Building;
using MobileNetV2.CodeGen.Simulation.Cases;
using MobileNetV2.CodeGen.Simulation.Cycles;
using MobileNetV2.CodeGen.Simulation.Messages;
using MobileNetV2.CodeGen.Simulation.Options;
using MobileNetV2.CodeGen.Simulation.Running;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.Benchmarking;

/// <summary>Counts the instructions of an inference and of each of its steps on an emulated core, prices them in cycles,
/// and measures code, memory and stack.</summary>
public static class Benchmark
{
    private const double Trusted = 0.001;

    /// <summary>Measures <paramref name="request"/>.</summary>
    /// <returns>A report, or the diagnostics of the compile, MNV6001 to MNV6012 as in verification, MNV6013 for the host,
    /// or MNV6014 when the counts cannot be trusted.</returns>
    public static async Task<Outcome<BenchReport>> RunAsync(
        BenchRequest request,
        IProgress<SimulationProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request = request with { Compile = LinkedLibrary.Use(request.Compile, request.CmsisNnFolder) };
        if (request.Compile.Target.Core == Core.Host)
            return new(null, [SimulationDiagnostics.HostBench(request.Compile.Target.Name)]);
        progress?.Report(new("compile", 0, 0));
        var compiled = Compiler.Compile(request.Compile);
        if (compiled.Value is not { } result)
            return new(null, compiled.Diagnostics);
        var measured = await RunAsync(request, result, progress, cancellation);
        return measured with { Diagnostics = [.. compiled.Diagnostics, .. measured.Diagnostics] };
    }

    internal static async Task<Outcome<BenchReport>> RunAsync(
        BenchRequest request,
        CompileResult result,
        IProgress<SimulationProgress>? progress,
        CancellationToken cancellation)
    {
        var model = SimulatedModel.Of(result, request.Compile);
        var plan = SimulationPlan.For(request.Compile.Target, model, request.CmsisNnFolder, sanitize: false, new(request.Optimization));
        if (plan.Value is not { } simulation)
            return new(null, plan.Diagnostics);

        using var folder = new SimulationFolder();
        progress?.Report(new("build", 0, 1));
        var built = await new HarnessBuilder(simulation.Toolchain, simulation.CmsisNn, Bench: true, request.StackBytes).BuildAsync(
            model, folder, cancellation);
        if (!built.Succeeded)
            return new(null, built.Diagnostics);

        progress?.Report(new("run", 0, 1));
        folder.Write("cases.bin", model.InputMemory.Pack(new CaseMaker(result.Graph, request.Seed).Make(1)[0]));
        var counter = await BlockCounter.ForAsync(folder, request.Compile.Target.Core, request.WaitStates > 0, cancellation);
        var runner = new ProgramRunner(simulation.Toolchain, request.StepLimit, request.RunLimit, model.StepName)
        {
            Plugin = counter.Plugin,
        };
        var failed = await runner.RunAsync(folder, ["bench"], null, cancellation);
        if (counter.Plugin is not null && !BlockCounter.WasLoaded(folder))
        {
            counter = BlockCounter.Refused;
            failed = await (runner with { Plugin = null }).RunAsync(folder, ["bench"], null, cancellation);
        }

        if (failed is { } failure)
            return new(null, [failure]);

        var clockHz = simulation.Toolchain.Machine!.Emulator!.ClockHz;
        var counts = InstructionCounts.Read(await File.ReadAllBytesAsync(folder["bench.bin"], cancellation), model.StepCount, clockHz);
        if (Math.Abs(counts.KnownLoop / InstructionCounts.KnownLoopInstructions - 1) > Trusted)
            return new(
                null, [SimulationDiagnostics.BadCount(simulation.MachineName, InstructionCounts.KnownLoopInstructions, counts.KnownLoop)]);
        var report = Report(request, result, model, simulation, counts, folder);
        if (counter.Missing is { } missing)
            return new(report with { CyclesMissing = missing }, []);
        return new(await counter.ReadAsync(folder, counts, cancellation) is { } steps
            ? WithCycles(report, request, counter.Table!, steps)
            : report with { CyclesMissing = "the counted blocks are not those of the counted instructions" }, []);
    }

    private static BenchReport WithCycles(
        BenchReport report, BenchRequest request, CycleTable table, ImmutableArray<PricedInterval> steps)
    {
        var cycles = Rounded(steps.Sum(s => s.Cycles));
        var waits = Rounded(request.WaitStates * steps.Sum(s => s.FlashLines));
        var perInstruction = Math.Round((double)cycles / Math.Max(1, report.Instructions), 3);
        return report with
        {
            Cycles = new(
                cycles, perInstruction, PerMac(cycles, report.Macs), table.Model, table.ErrorPercent, table.Error, request.WaitStates,
                waits),
            Timing = PlanTiming.OfCycles(request.Compile.Target, perInstruction, cycles, table.ErrorPercent, table.Model),
            Steps = [.. report.Steps.Zip(steps, (s, p) => s with { Cycles = Rounded(p.Cycles) })],
        };
    }

    private static long Rounded(double value) => (long)Math.Round(Math.Max(0, value));

    private static BenchReport Report(
        BenchRequest request,
        CompileResult result,
        SimulatedModel model,
        SimulationPlan simulation,
        InstructionCounts counts,
        SimulationFolder folder)
    {
        var map = LinkMap.Parse(File.ReadAllText(folder[HarnessBuilder.MapName]));
        var instructions = (long)Math.Round(counts.Steps.Sum());
        return new(
            result.Plan.Model,
            request.Compile.Target.Name,
            simulation.MachineName,
            model.Kernels == KernelSet.CmsisNn ? "cmsis-nn" : "portable",
            simulation.CmsisNn is not null,
            simulation.Toolchain.Optimization.ToString(),
            instructions,
            result.Plan.Macs,
            PerMac(instructions, result.Plan.Macs) ?? 0,
            map.CodeBytes,
            map.LibraryBytes,
            result.Plan.WeightsBytes,
            result.Plan.ArenaBytes,
            map.BssBytes,
            counts.StackBytes,
            simulation.CmsisNn is null ? StaticStack(model, folder) : null,
            [.. result.Plan.Steps.Select((s, i) => Step(s, counts.Steps[i]))])
        {
            Timing = PlanTiming.Of(request.Compile.Target, instructions),
        };
    }

    private static BenchStep Step(PlanStep step, double count)
    {
        var instructions = (long)Math.Round(count);
        return new(step.Index, string.Join(", ", step.Operators), step.Name, instructions, step.Macs, PerMac(instructions, step.Macs))
        {
            EstimatedInstructions = step.EstimatedInstructions,
        };
    }

    private static double? PerMac(long instructions, long macs) => macs == 0 ? null : Math.Round((double)instructions / macs, 3);

    private static long StaticStack(SimulatedModel model, SimulationFolder folder)
    {
        ImmutableArray<string> files =
            [.. Directory.GetFiles(folder["model"], "*.ci", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        // Pushed rows are computed while they come: there is no inference apart from the input.
        var root = model.Inputs.Any(p => p.Arena == PlacedTensor.Nowhere) ? "_run" : "_invoke";
        return new CallGraph(files.Select(File.ReadAllText)).DeepestBytes(model.Name + root);
    }
}
