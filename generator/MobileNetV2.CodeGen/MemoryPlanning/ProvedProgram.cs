namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>A planned program whose plan the verifiers found right: the only thing that emission takes.</summary>
internal sealed class ProvedProgram
{
    private ProvedProgram(PlannedProgram planned) => Planned = planned;

    public PlannedProgram Planned { get; }

    /// <summary>Checks every offset, and plays every stream on them byte by byte.</summary>
    /// <exception cref="InvalidOperationException">The plan is wrong: our mistake, never the user's.</exception>
    public static ProvedProgram Of(PlannedProgram planned)
    {
        var problems = MemoryPlanVerifier.Verify(planned.Program, planned.Plan);
        if (!problems.IsEmpty)
            throw new InvalidOperationException($"the memory plan is wrong: {string.Join("; ", problems)}");
        return StreamReplay.FirstProblem(planned.Program, planned.Plan) is { } problem
            ? throw new InvalidOperationException($"the memory plan is wrong: {problem}")
            : new ProvedProgram(planned);
    }
}
