using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Simulation.Options;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary>A simulation's progress in words.</summary>
internal sealed class StageProgress(Action<ProgressNow> show) : IProgress<SimulationProgress>
{
    public void Report(SimulationProgress value)
    {
        var cases = value.Done == 0 ? "" : $"case {value.Done} of {value.Total}";
        show(new(value.Stage, value.Step.Length > 0 ? $"{cases}, {value.Step}" : cases, value.Fraction));
    }
}
