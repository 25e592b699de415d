using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Emission.BuildSystems;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Operators;
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
        if (Candidates(request, diagnostics, observer) is not { } candidates
            || Prove(candidates, request, diagnostics, observer) is not { } program)
            return new Outcome<CompileResult>(null, diagnostics.ToImmutable());

        observer?.Begins("writing C");
        var context = EmissionContext.Of(program.Planned, request, Codes(diagnostics), candidates.Dropped);
        var files = CEmitter.Emit(program, context, () => Alternatives(candidates, program.Planned));
        return new Outcome<CompileResult>(
            new CompileResult(program.Planned, files, context.Report) { ArenaSection = context.Sections.Arenas.FirstOrDefault() },
            diagnostics.ToImmutable());
    }

    /// <summary>The figures of a compile, without its files.</summary>
    public static Outcome<PlanReport> Plan(CompileRequest request, ICompileObserver? observer = null)
    {
        var diagnostics = new DiagnosticBag();
        if (Candidates(request, diagnostics, observer) is not { } candidates
            || Prove(candidates, request, diagnostics, observer) is not { } program)
            return new Outcome<PlanReport>(null, diagnostics.ToImmutable());

        observer?.Begins("weighing RAM against cost");
        var report = EmissionContext.Of(program.Planned, request, Codes(diagnostics), candidates.Dropped).Report;
        report = report with
        {
            Alternatives = Alternatives(candidates, program.Planned),
            ArenaBytesWithInt8 = ArenaWithInt8(request),
        };
        return new Outcome<PlanReport>(report with { ArenaBytesWithRows = ArenaWithRows(request, report) }, diagnostics.ToImmutable());
    }

    /// <summary>
    /// What a network would need where nothing limits it, streamed unless layers were asked for: to show what is missing when
    /// <see cref="Plan"/> says that it does not fit.
    /// </summary>
    public static Outcome<PlanReport> PlanWithoutLimits(CompileRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Plan(request with
        {
            Target = request.Target with { Regions = [] },
            Schedule = request.Schedule == ScheduleMode.Auto ? ScheduleMode.Stream : request.Schedule,
            Place = [],
            RamBudgetBytes = null,
            FlashBudgetBytes = null,
            ReserveBytes = 0,
        });
    }

    /// <summary>The figures of a compile without those of other schedules, which take longer than the rest.</summary>
    public static Outcome<PlanReport> Measure(CompileRequest request)
    {
        var diagnostics = new DiagnosticBag();
        if (
            Candidates(request, diagnostics, null) is not { } candidates
                || Prove(candidates, request, diagnostics, null) is not { } program)
            return new Outcome<PlanReport>(null, diagnostics.ToImmutable());
        return new Outcome<PlanReport>(
            EmissionContext.Of(program.Planned, request, Codes(diagnostics), candidates.Dropped).Report, diagnostics.ToImmutable());
    }

    /// <summary>The network whose operators the generated C runs: <paramref name="graph"/> after all passes.
    /// Tensors that stay keep their ids.</summary>
    public static Outcome<Graph> Simplify(Graph graph, BorderMode io, bool keepChannels)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var errors = ErrorsOf(graph).ToImmutableArray();
        return errors.IsEmpty ? PassPipeline.Run(graph, new PassContext(io) { KeepChannels = keepChannels })
            : new Outcome<Graph>(null, errors);
    }

    /// <summary>
    /// The network behind a camera: its input is the camera's frame, and operators in front of it convert, cut, resize and quantize
    /// the pixels.
    /// </summary>
    public static Outcome<Graph> WithCamera(Graph graph, CameraInput camera)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(camera);
        var attached = CameraFront.Attach(graph, camera);
        return attached.Value is { } whole && ErrorsOf(whole).ToImmutableArray() is { IsEmpty: false } errors
            ? new Outcome<Graph>(null, errors)
            : attached;
    }

    /// <summary>Request -> validated graph -> simplified graph -> candidate schedules; null after an error.</summary>
    private static ScheduleCandidates? Candidates(CompileRequest request, DiagnosticBag diagnostics, ICompileObserver? observer)
    {
        if (!Accepts(diagnostics, [.. NameRules.Check(request.Name), .. BuildFormatRules.Check(request), .. ErrorsOf(request.Graph)]))
            return null;
        if (!FloatDialect.IsIsland(request.Graph)
            && request.Graph.Operators.Where(o => FloatDialect.Computes(request.Graph, o)).ToImmutableArray() is [var first, ..] floats
            && !Accepts(diagnostics, [GraphDiagnostics.FloatNetwork(request.Graph.Name, first, floats.Length)]))
            return null;
        observer?.Begins("simplifying the network");
        var passes = new PassContext(request.Io, (name, g) => observer?.AfterStage(name, () => IrText.Of(g)))
        {
            KeepChannels = request.KeepChannels,
            Without = request.Without,
            PushesRows = request.Input == InputMode.Rows,
        };
        if (Take(PassPipeline.Run(request.Graph, passes), diagnostics) is not { } graph
            || !Accepts(diagnostics, InputRules.Check(graph, request)))
            return null;
        observer?.Begins("choosing a schedule");
        var candidates = new ScheduleCandidates(graph, request) { Dropped = passes.Dropped };
        return Accepts(diagnostics, candidates.Refusals) ? candidates : null;
    }

    /// <summary>Candidate schedules -> planned program -> proved program; null after an error.</summary>
    private static ProvedProgram? Prove(
        ScheduleCandidates candidates, CompileRequest request, DiagnosticBag diagnostics, ICompileObserver? observer)
    {
        if (Take(MemoryLimits.Of(request), diagnostics) is not { } limits)
            return null;
        var choice = new ScheduleChoice(candidates, limits, observer).Choose(request.Schedule);
        if (!choice.Succeeded)
            diagnostics.AddRange(WithRemedies(choice.Diagnostics, request, limits, observer));
        if (choice is not { Succeeded: true, Value: { } planned })
            return null;
        if (request.Schedule == ScheduleMode.Stream && candidates.TooManyTiles is [var first, ..] whole)
            diagnostics.Add(InputDiagnostics.TooManyTiles(first, whole.Length));
        observer?.AfterStage("schedule", () => IrText.Of(planned.Program.Steps));
        observer?.AfterStage("lowering", () => IrText.Of(planned.Program));
        observer?.AfterStage("memory", () => IrText.Of(planned));
        observer?.Begins("proving the memory plan");
        return Accepts(diagnostics, [.. FlashCheck.Of(planned.Program, limits)]) ? ProvedProgram.Of(planned) : null;
    }

    private static IEnumerable<Diagnostic> WithRemedies(
        IEnumerable<Diagnostic> problems, CompileRequest request, MemoryLimits limits, ICompileObserver? observer)
    {
        Lazy<string> remedy = new(() =>
        {
            observer?.Begins("looking for what would fit");
            return new Remedies(request, limits, Fitting).InWords();
        });
        return problems.Select(p => MemoryDiagnostics.IsAboutRam(p) ? MemoryDiagnostics.With(p, remedy.Value) : p);
    }

    /// <summary>The plan of another request for the same network; null when that does not fit either.</summary>
    private static PlannedProgram? Fitting(CompileRequest request) =>
        Candidates(request, new DiagnosticBag(), null) is { } candidates
            && MemoryLimits.Of(request) is { Succeeded: true, Value: { } limits }
            && new ScheduleChoice(candidates, limits, null).Choose(request.Schedule) is { Succeeded: true, Value: { } planned }
                ? planned
                : null;

    /// <summary>What other schedules would give; what --schedule stream takes is among them.</summary>
    private static ImmutableArray<PlanAlternative> Alternatives(ScheduleCandidates candidates, PlannedProgram chosen)
    {
        var stream = candidates.IsOtherThanStream
            ? new ScheduleChoice(candidates, chosen.Limits, null).Choose(ScheduleMode.Stream)
            : new Outcome<PlannedProgram>(null, []);
        return PlanAlternativesBuilder.Build(candidates, chosen, stream.Succeeded ? stream.Value : null);
    }

    /// <summary>What the caller of a network with float inputs would save by quantizing them; null when there is nothing to save.</summary>
    private static long? ArenaWithInt8(CompileRequest request)
    {
        if (request.Io != BorderMode.Native || request.Graph.Inputs.All(i => request.Graph[i].Type != ElementType.Float32))
            return null;
        return Fitting(request with { Io = BorderMode.Int8 })?.Plan.TotalArenaBytes;
    }

    /// <summary>What pushing rows would leave of an arena; null where no frame takes part in its peak.</summary>
    private static long? ArenaWithRows(CompileRequest request, PlanReport report)
    {
        if (!PlanAdvice.IsFrameAtPeak(report))
            return null;
        var rows = request with
        {
            Input = InputMode.Rows,
            Schedule = request.Schedule == ScheduleMode.Layers ? ScheduleMode.Stream : request.Schedule,
        };
        return Fitting(rows)?.Plan.TotalArenaBytes ?? report.ArenaBytes;
    }

    /// <summary>Warnings are the importer's to give.</summary>
    private static IEnumerable<Diagnostic> ErrorsOf(Graph graph) => GraphValidator.Validate(graph).Where(d => d.IsError);

    /// <summary>False when an error is among them.</summary>
    private static bool Accepts(DiagnosticBag diagnostics, ImmutableArray<Diagnostic> found)
    {
        diagnostics.AddRange(found);
        return !diagnostics.HasErrors;
    }

    private static T? Take<T>(Outcome<T> outcome, DiagnosticBag diagnostics)
        where T : class
    {
        diagnostics.AddRange(outcome.Diagnostics);
        return outcome.Succeeded ? outcome.Value : null;
    }

    private static ImmutableArray<string> Codes(DiagnosticBag diagnostics) => [.. diagnostics.ToImmutable().Select(d => d.Code)];
}
