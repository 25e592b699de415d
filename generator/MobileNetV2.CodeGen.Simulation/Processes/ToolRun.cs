namespace MobileNetV2.CodeGen.Simulation.Processes;

/// <summary>How a program ended.</summary>
/// <param name="TimedOut">It was killed because its time was over; <paramref name="ExitCode"/> means nothing then.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Errors, bool TimedOut)
{
    public bool Succeeded => ExitCode == 0 && !TimedOut;
}
