using MobileNetV2.CodeGen.Simulation;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary>A simulation's progress in words.</summary>
internal sealed class StageProgress(Action<string> show) : IProgress<SimulationProgress>
{
    public void Report(SimulationProgress value) =>
        show(value.Done == 0 ? value.Stage : $"{value.Stage} {value.Done} of {value.Total}");
}
