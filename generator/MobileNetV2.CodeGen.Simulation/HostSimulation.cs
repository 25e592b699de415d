using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Reports.Plan;
using MobileNetV2.CodeGen.Simulation.Building;
using MobileNetV2.CodeGen.Simulation.Hosting;
using MobileNetV2.CodeGen.Simulation.Messages;
using MobileNetV2.CodeGen.Simulation.Options;

namespace MobileNetV2.CodeGen.Simulation;

/// <summary>The generated C of a network, built with this machine's C compiler and loaded into this process.</summary>
/// <example><code>
/// using var model = HostSimulation.Build("person.tflite");
/// sbyte[] scores = model.Run&lt;sbyte&gt;(pixels);
/// model.AssertMatchesReference&lt;sbyte&gt;(pixels);
/// </code></example>
/// <remarks>What was built once is taken from a cache as long as neither the model, the options, the generator nor the compiler changed. A
/// C program that crashes takes its process along; <c>mnv2c verify</c> runs the same C in a process of its own, under sanitizers.</remarks>
public sealed class HostSimulation : NetworkSimulation
{
    private readonly HostLibrary _library;

    private HostSimulation(Graph graph, SimulatedModel model, PlanReport? plan, HostLibrary library)
        : base(graph, model, plan)
    {
        _library = library;
        Check(_library.Prepare(), 0);
    }

    /// <summary>Compiles a model file to C, builds that and loads it.</summary>
    /// <param name="modelFile">A .tflite file, or a .json description with its weights beside it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SimulationException">The model cannot be compiled, or there is no C compiler (MNV6001).</exception>
    public static HostSimulation Build(string modelFile, SimulationOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(modelFile);
        options ??= new();
        // A file that the assembler takes in builds in no time; large C arrays do not.
        var weights = OperatingSystem.IsLinux() ? WeightsFormat.Bin : WeightsFormat.C;
        var (result, request) = ModelLoading.Compile(modelFile, options.Target ?? "host", options, weights);
        return Build(result.Graph, SimulatedModel.Of(result, request), result.Plan, options);
    }

    internal static HostSimulation Build(Graph graph, SimulatedModel model, PlanReport? plan, SimulationOptions options)
    {
        var compiler = options.Compiler ?? (Environment.GetEnvironmentVariable("CC") is { Length: > 0 } cc ? cc : "gcc");
        var builder = new LibraryBuilder(compiler, BuildCache.Libraries(options.CacheFolder),
            OptimizationFlags.For(options.Optimization, linkTime: false, sanitize: false));
        var library = ModelLoading.Require(ModelLoading.Wait(() => builder.BuildAsync(model, CancellationToken.None)));
        return new(graph, model, plan, new HostLibrary(library));
    }

    /// <summary>Begins an inference whose input comes row by row, as a camera delivers it.
    /// Needs <see cref="SimulationOptions.Input"/> = <see cref="InputMode.Rows"/>.</summary>
    public void BeginRows()
    {
        RequireRows();
        lock (Gate)
            CheckCall(_library.BeginRows(), nameof(BeginRows));
    }

    /// <summary>Gives the next rows; the network computes what follows from them.</summary>
    /// <param name="rows">One or more whole rows: width x channels elements each.</param>
    /// <exception cref="SimulationException">The C refused them (MNV6007): more rows than the input has,
    /// or no <see cref="BeginRows"/> before.</exception>
    public void PushRows<T>(ReadOnlySpan<T> rows)
        where T : unmanaged
    {
        RequireRows();
        var input = Graph[Graph.Inputs[0]];
        RequireType<T>("input", input);
        var bytes = MemoryMarshal.AsBytes(rows);
        var rowBytes = input.SizeBytes / input.Shape.Height;
        if (bytes.Length % rowBytes != 0)
            throw new ArgumentException($"a row has {rowBytes} bytes, {bytes.Length} were given", nameof(rows));
        lock (Gate)
            CheckCall(_library.PushRows(bytes, bytes.Length / rowBytes), nameof(PushRows));
    }

    /// <summary>Computes what is left when all rows were given, and returns the output.</summary>
    /// <exception cref="SimulationException">The C refused (MNV6007): rows are missing.</exception>
    public T[] FinishRows<T>()
        where T : unmanaged => Single<T>(FinishRows());

    /// <summary>The same for a network of several outputs.</summary>
    /// <returns>One block for each output, in order: little-endian elements, row-major.</returns>
    /// <inheritdoc cref="FinishRows{T}"/>
    public ImmutableArray<byte[]> FinishRows()
    {
        RequireRows();
        lock (Gate)
        {
            CheckCall(_library.FinishRows(), nameof(FinishRows));
            return Split(_library.Output(Model.OutputMemory.SizeBytes).ToArray());
        }
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        lock (Gate)
            Check(_library.Prepare(), 0);
    }

    private protected override bool KeepsState => true;

    /// <inheritdoc/>
    public override void Dispose()
    {
        lock (Gate)
            _library.Dispose();
    }

    private protected override (byte[] Output, byte[] Trace) Execute(byte[] input, bool withTrace)
    {
        lock (Gate)
        {
            using var trace = new MemoryStream();
            var steps = 0;
            input.CopyTo(_library.Input(input.Length));
            Check(_library.Run(OnStep), steps);
            return (_library.Output(Model.OutputMemory.SizeBytes).ToArray(), trace.ToArray());

            void OnStep(int step)
            {
                steps = step + 1;
                foreach (var t in withTrace ? Model.Tensors.Where(t => t.Step == step) : [])
                    trace.Write(_library.Arena(t.Arena, t.OffsetBytes, t.SizeBytes));
            }
        }
    }

    private void Check(int status, int step)
    {
        if (status != 0)
            throw new SimulationException([SimulationDiagnostics.Refused("host", (uint)status, Model.StepName(step), 0)]);
    }

    private static void CheckCall(int status, string call)
    {
        if (status != 0)
            throw new SimulationException([SimulationDiagnostics.RefusedCall("host", (uint)status, call)]);
    }

    private void RequireRows()
    {
        if (Model.Inputs.All(p => p.Arena != PlacedTensor.Nowhere))
            throw new InvalidOperationException(
                "this network takes whole frames; build it with new SimulationOptions { Input = InputMode.Rows }");
    }
}
