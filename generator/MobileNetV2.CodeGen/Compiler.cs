using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Emission.BuildSystems;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Passes;
using MobileNetV2.CodeGen.Reports;
using MobileNetV2.CodeGen.Reports.Plan;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen;

/// <summary>A quantized network in, C files out.</summary>
public static class Compiler
{
    /// <summary>Compiles <paramref name="request"/>; user mistakes come back as diagnostics, warnings beside the result.</summary>
    public static Outcome<CompileResult> Compile(CompileRequest request, ICompileObserver? observer = null)
    {
        var diagnostics = new DiagnosticBag();
        if (PlanProgram(request, diagnostics, observer, out var candidates) is not { } planned)
            return new Outcome<CompileResult>(null, diagnostics.ToImmutable());

        observer?.Begins("writing C");
        var context = EmissionContext.Of(planned, request, Codes(diagnostics)) with { Alternatives = () => PlanAlternativesBuilder.Build(candidates!) };
        var files = CEmitter.Emit(planned, context);
        return new Outcome<CompileResult>(
            new CompileResult(planned.Program.Graph, files, context.Report) { Program = planned }, diagnostics.ToImmutable());
    }

    /// <summary>The figures of a compile, without its files.</summary>
    public static Outcome<PlanReport> Plan(CompileRequest request, ICompileObserver? observer = null)
    {
        var diagnostics = new DiagnosticBag();
        if (PlanProgram(request, diagnostics, observer, out var candidates) is not { } planned)
            return new Outcome<PlanReport>(null, diagnostics.ToImmutable());
        observer?.Begins("weighing RAM against cost");
        var report = EmissionContext.Of(planned, request, Codes(diagnostics)).Report;
        return new Outcome<PlanReport>(report with { Alternatives = PlanAlternativesBuilder.Build(candidates!) }, diagnostics.ToImmutable());
    }

    /// <summary>Everything before emission; null when a stage found an error.</summary>
    private static PlannedProgram? PlanProgram(
        CompileRequest request, DiagnosticBag diagnostics, ICompileObserver? observer, out ScheduleCandidates? candidates)
    {
        candidates = null;
        diagnostics.AddRange(NameRules.Check(request.Name));
        diagnostics.AddRange(BuildFormatRules.Check(request));
        diagnostics.AddRange(GraphValidator.Validate(request.Graph).Where(d => d.IsError)); // warnings are the importer's to give
        if (diagnostics.HasErrors)
            return null;

        observer?.Begins("simplifying the network");
        var passes = new PassContext(request.Io, (name, g) => observer?.AfterStage(name, () => IrText.Of(g)));
        if (Take(PassPipeline.Run(request.Graph, passes), diagnostics) is not { } graph)
            return null;

        diagnostics.AddRange(InputRules.Check(graph, request));
        if (diagnostics.HasErrors)
            return null;
        observer?.Begins("choosing a schedule");
        candidates = new ScheduleCandidates(graph, request);
        diagnostics.AddRange(candidates.Refusals);
        if (diagnostics.HasErrors)
            return null;
        if (Take(MemoryLimits.Of(request), diagnostics) is not { } limits || Choose(candidates, request, limits, diagnostics, observer) is not { } planned)
            return null;
        var program = planned.Program;
        observer?.AfterStage("schedule", () => IrText.Of(program.Steps));
        observer?.AfterStage("lowering", () => IrText.Of(program));
        observer?.AfterStage("memory", () => IrText.Of(planned));
        observer?.Begins("proving the memory plan");
        diagnostics.AddRange(CheckFlash(program, limits));
        if (diagnostics.HasErrors)
            return null;
        Verify(planned);
        return planned;
    }

    /// <summary>Lowers and plans candidate schedules, round after round until one fits.</summary>
    private static PlannedProgram? Choose(ScheduleCandidates candidates, CompileRequest request, MemoryLimits limits, DiagnosticBag diagnostics, ICompileObserver? observer)
    {
        ImmutableArray<Diagnostic> problems = [];
        var tried = 0;
        KernelProgram? last = null;
        foreach (var round in candidates.Rounds(limits.RamBytes))
        {
            PlannedProgram? best = null;
            foreach (var schedule in round.Schedules)
            {
                observer?.Begins(++tried == 1 ? "placing buffers" : $"placing buffers, schedule {tried}");
                var lowered = KernelLowering.Lower(schedule, candidates.Kernels);
                if (Take(lowered, diagnostics) is not { } program)
                    return null;
                last = program;
                var outcome = RegionPlanner.Plan(program, limits);
                problems = outcome.Diagnostics;
                if (outcome.Value is not { } plan || !outcome.Succeeded)
                    continue;
                if (best is null || plan.TotalArenaBytes < best.Plan.TotalArenaBytes)
                    best = new PlannedProgram(program, plan);
                if (!round.WantsSmallest)
                    break;
            }

            if (best is not null)
                return best;
        }

        if (problems.IsEmpty)
            throw new InvalidOperationException("there is no schedule to try");
        diagnostics.AddRange(problems);
        if (last is not null)
            diagnostics.AddRange(CheckFlash(last, limits));
        return null;
    }

    private static IEnumerable<Diagnostic> CheckFlash(KernelProgram program, MemoryLimits limits) =>
        BudgetCheck.Flash(program, WeightsLayout.Of(program.Constants, hasFingerprint: false).SizeBytes, limits);

    /// <summary>Runs on every plan. A violation is our mistake, never the user's.</summary>
    private static void Verify(PlannedProgram planned)
    {
        var problems = MemoryPlanVerifier.Verify(planned.Program, planned.Plan);
        if (!problems.IsEmpty)
            throw new InvalidOperationException($"the memory plan is wrong: {string.Join("; ", problems)}");
        if (StreamReplay.FirstProblem(planned.Program, planned.Plan) is { } problem)
            throw new InvalidOperationException($"the memory plan is wrong: {problem}");
    }

    private static T? Take<T>(Outcome<T> outcome, DiagnosticBag diagnostics)
        where T : class
    {
        diagnostics.AddRange(outcome.Diagnostics);
        return outcome.Succeeded ? outcome.Value : null;
    }

    private static ImmutableArray<string> Codes(DiagnosticBag diagnostics) => [.. diagnostics.ToImmutable().Select(d => d.Code)];
}
