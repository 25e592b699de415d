using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Reports.Plan;
using MobileNetV2.CodeGen.Simulation.Building;
using MobileNetV2.CodeGen.Simulation.Hosting;
using MobileNetV2.CodeGen.Simulation.Options;
using MobileNetV2.CodeGen.Simulation.Running;

namespace MobileNetV2.CodeGen.Simulation;

/// <summary>The generated C of a network, built with the ARM toolchain and run by QEMU on the machine that emulates a target's
/// core.</summary>
/// <example><code>
/// using var model = EmulatedTarget.Build("person.tflite", "cortex-m7");
/// sbyte[] scores = model.Run&lt;sbyte&gt;(pixels);
/// </code></example>
/// <remarks>Needs <c>arm-none-eabi-gcc</c> with newlib and <c>qemu-system-arm</c>. Each inference starts the emulator;
/// many at once are quicker with <c>Verifier</c>.</remarks>
public sealed class EmulatedTarget : NetworkSimulation
{
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(30);

    private readonly SimulationFolder _folder;
    private readonly ProgramRunner _runner;
    private bool _disposed;

    private EmulatedTarget(Graph graph, SimulatedModel model, PlanReport plan, SimulationFolder folder, ProgramRunner runner)
        : base(graph, model, plan) => (_folder, _runner) = (folder, runner);

    /// <summary>The emulated machine, for example <c>mps2-an500</c>.</summary>
    public string Machine => _runner.MachineName;

    /// <summary>Compiles a model file to C for <paramref name="target"/> and builds that.</summary>
    /// <param name="modelFile">A .tflite file, or a .json description with its weights beside it.</param>
    /// <param name="target">A core or board that is emulated, as <c>mnv2c targets</c> lists them,
    /// or a target file <c>./board.json</c>.</param>
    /// <param name="stackBytes">Of the emulated program.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SimulationException">The model cannot be compiled, a tool is missing (MNV6001),
    /// or the target is not emulated (MNV6010).</exception>
    public static EmulatedTarget Build(string modelFile, string target, SimulationOptions? options = null, int stackBytes = 32768)
    {
        ArgumentException.ThrowIfNullOrEmpty(modelFile);
        ArgumentException.ThrowIfNullOrEmpty(target);
        options ??= new();
        var (result, request) = ModelLoading.Compile(modelFile, options.Target ?? target, options, WeightsFormat.C);
        var model = SimulatedModel.Of(result, request);
        var plan = ModelLoading.Require(
            SimulationPlan.For(request.Target, model, options.CmsisNnFolder, sanitize: false,
                OptimizationFlags.For(options.Optimization, linkTime: false, sanitize: false)));
        var folder = new SimulationFolder();
        try
        {
            var builder = new HarnessBuilder(plan.Toolchain, plan.CmsisNn, Bench: false, stackBytes);
            ModelLoading.Require(ModelLoading.Wait(() => builder.BuildAsync(model, folder, CancellationToken.None)));
            return new(result.Graph, model, result.Plan, folder, new(plan.Toolchain, StepLimit, RunLimit, model.StepName));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        lock (Gate)
        {
            _disposed = true;
            _folder.Dispose();
        }
    }

    private protected override (byte[] Output, byte[] Trace) Execute(byte[] input, bool withTrace)
    {
        lock (Gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _folder.Write("cases.bin", input);
            string[] command = ["verify", "1", withTrace ? "1" : "0"];
            if (ModelLoading.Wait(() => _runner.RunAsync(_folder, command, null, CancellationToken.None)) is { } failure)
                throw new SimulationException([failure]);
            return (File.ReadAllBytes(_folder["outputs.bin"]), withTrace ? File.ReadAllBytes(_folder["trace.bin"]) : []);
        }
    }
}
