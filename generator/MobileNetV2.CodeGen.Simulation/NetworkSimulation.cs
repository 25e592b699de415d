using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Reports.Plan;
using MobileNetV2.CodeGen.Simulation.Building;
using MobileNetV2.CodeGen.Simulation.Cases;
using MobileNetV2.CodeGen.Simulation.Options;
using MobileNetV2.CodeGen.Simulation.Verification;

namespace MobileNetV2.CodeGen.Simulation;

/// <summary>A network compiled to C and ready to run: in this process (<see cref="HostSimulation"/>) or on an emulated core
/// (<see cref="EmulatedTarget"/>).</summary>
/// <remarks>Instances may be used by several threads; inferences then run one after the other.</remarks>
public abstract class NetworkSimulation : IDisposable
{
    private protected NetworkSimulation(Graph graph, SimulatedModel model, PlanReport? plan) =>
        (Graph, Model, Plan) = (graph, model, plan!);

    /// <summary>The network that the C computes: as imported, after all passes.</summary>
    public Graph Graph { get; }

    /// <summary>Arena, weights and steps of the generated C.</summary>
    public PlanReport Plan { get; }

    private protected SimulatedModel Model { get; }

    private protected object Gate { get; } = new();

    /// <summary>Runs one inference of a network with one input and one output.</summary>
    /// <typeparam name="T">Of input and output elements: <c>sbyte</c>, <c>byte</c> or <c>float</c>.</typeparam>
    /// <param name="input">All elements, row-major (batch, height, width, channels).</param>
    /// <returns>All elements of the output.</returns>
    /// <exception cref="ArgumentException">The network has other types, sizes or numbers of tensors.</exception>
    /// <exception cref="SimulationException">The C refused to run, or on an emulated core: faulted,
    /// hung or overflowed its stack.</exception>
    public T[] Run<T>(ReadOnlySpan<T> input)
        where T : unmanaged => Single<T>(Run(Block(input)));

    /// <summary>Runs one inference of any network.</summary>
    /// <param name="inputs">One block for each input, in order: little-endian elements, row-major.</param>
    /// <returns>One block for each output, in order.</returns>
    /// <inheritdoc cref="Run{T}"/>
    public ImmutableArray<byte[]> Run(IReadOnlyList<ReadOnlyMemory<byte>> inputs) => Split(Execute(Pack(inputs), withTrace: false).Output);

    /// <summary>Runs one inference and takes every tensor that is complete in memory when a step ends.
    /// (Tensors inside a stream never are.)</summary>
    /// <returns>In the order of the steps.</returns>
    /// <inheritdoc cref="Run{T}"/>
    public ImmutableArray<SimulatedStep> RunSteps<T>(ReadOnlySpan<T> input)
        where T : unmanaged => RunSteps(Block(input));

    /// <inheritdoc cref="RunSteps{T}"/>
    public ImmutableArray<SimulatedStep> RunSteps(IReadOnlyList<ReadOnlyMemory<byte>> inputs)
    {
        var trace = Execute(Pack(inputs), withTrace: true).Trace.AsMemory();
        var start = 0;
        return
        [
            .. Model.Tensors.Select(t => new SimulatedStep(
                t.Step, t.Operator, t.Name, t.Type, Graph[t.Id].Shape, trace.Slice((start += t.SizeBytes) - t.SizeBytes, t.SizeBytes))),
        ];
    }

    /// <summary>What the reference interpreter computes for the same input.</summary>
    public T[] RunReference<T>(ReadOnlySpan<T> input)
        where T : unmanaged => Single<T>(new ReferenceInterpreter(Graph).Run(Block(input)));

    /// <summary>Runs one inference and compares every tensor of every step, and the outputs, with the reference interpreter.</summary>
    /// <exception cref="ReferenceMismatchException">The first bits that differ: step, operator, tensor, index and both values.</exception>
    /// <inheritdoc cref="Run{T}"/>
    public void AssertMatchesReference<T>(ReadOnlySpan<T> input)
        where T : unmanaged => AssertMatchesReference([Block(input)]);

    /// <summary>The same for inputs made from a seed: the extremes, noise, and values that change smoothly as in pictures.</summary>
    /// <inheritdoc cref="AssertMatchesReference{T}"/>
    public void AssertMatchesReference(int cases = 5, ulong seed = 1) =>
        AssertMatchesReference(new CaseMaker(Graph, seed).Make(cases).Select(c => (IReadOnlyList<ReadOnlyMemory<byte>>)c));

    /// <summary>The same for any inputs; the elements of <paramref name="cases"/> are as for
    /// <see cref="Run(IReadOnlyList{ReadOnlyMemory{byte}})"/>.</summary>
    /// <inheritdoc cref="AssertMatchesReference{T}"/>
    public void AssertMatchesReference(IEnumerable<IReadOnlyList<ReadOnlyMemory<byte>>> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        Reset();
        var comparer = new ResultComparer(Graph, null, Model);
        var index = 0;
        foreach (var inputs in cases)
        {
            if (!KeepsState)
                comparer.Reset();
            var (output, trace) = Execute(Pack(inputs), withTrace: true);
            using var outputs = new MemoryStream(output);
            using var steps = new MemoryStream(trace);
            if (comparer.Compare(index++, inputs, outputs, steps) is { } difference)
                throw new ReferenceMismatchException(Explain(difference), difference);
        }
    }

    /// <summary>Forgets what earlier inferences left behind, for a network that keeps something from one to the next.</summary>
    public virtual void Reset()
    {
    }

    /// <summary>Whether an inference finds what the one before left behind.</summary>
    private protected virtual bool KeepsState => false;

    /// <summary>Frees what the simulation holds.</summary>
    public abstract void Dispose();

    /// <param name="input">As <see cref="PortMemory"/> packs it.</param>
    /// <returns>Output memory, and the tensors of every step one after the other (empty without <paramref name="withTrace"/>).</returns>
    private protected abstract (byte[] Output, byte[] Trace) Execute(byte[] input, bool withTrace);

    private protected ImmutableArray<byte[]> Split(byte[] output) =>
        [.. Model.Outputs.Select((_, i) => Model.OutputMemory.Slice(output, i).ToArray())];

    private protected T[] Single<T>(ImmutableArray<byte[]> outputs)
        where T : unmanaged
    {
        if (outputs.Length != 1)
            throw new ArgumentException($"the network has {outputs.Length} outputs; use the overload that takes and gives blocks of bytes");
        RequireType<T>("output", Graph[Graph.Outputs[0]]);
        return MemoryMarshal.Cast<byte, T>(outputs[0]).ToArray();
    }

    private protected static void RequireType<T>(string what, Tensor tensor)
        where T : unmanaged
    {
        var fits = tensor.Type switch
        {
            ElementType.Int8 => typeof(T) == typeof(sbyte),
            ElementType.UInt8 or ElementType.Bool => typeof(T) == typeof(byte),
            ElementType.Int16 => typeof(T) == typeof(short),
            ElementType.Int32 => typeof(T) == typeof(int),
            ElementType.Int64 => typeof(T) == typeof(long),
            ElementType.Float32 => typeof(T) == typeof(float),
            _ => false,
        };
        if (!fits)
            throw new ArgumentException($"{what} '{tensor.Name}' has elements of type {tensor.Type}, not {typeof(T).Name}");
    }

    private ImmutableArray<ReadOnlyMemory<byte>> Block<T>(ReadOnlySpan<T> input)
        where T : unmanaged
    {
        if (Graph.Inputs.Length != 1)
            throw new ArgumentException(
                $"the network has {Graph.Inputs.Length} inputs; use the overload that takes blocks of bytes", nameof(input));
        RequireType<T>("input", Graph[Graph.Inputs[0]]);
        return [MemoryMarshal.AsBytes(input).ToArray()];
    }

    private byte[] Pack(IReadOnlyList<ReadOnlyMemory<byte>> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != Model.Inputs.Length)
            throw new ArgumentException($"the network has {Model.Inputs.Length} inputs, {inputs.Count} were given", nameof(inputs));
        for (var i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Length != Model.Inputs[i].SizeBytes)
                throw new ArgumentException(
                    $"input '{Model.Inputs[i].Name}' {Graph[Model.Inputs[i].Id].Shape} has {Model.Inputs[i].SizeBytes} bytes, "
                        + $"{inputs[i].Length} were given", nameof(inputs));
        }

        return Model.InputMemory.Pack(inputs);
    }

    private string Explain(FirstDifference d)
    {
        var tensor = Graph.Tensors.First(t => t.Name == d.Tensor);
        return string.Create(CultureInfo.InvariantCulture, $"""
            The generated C differs from the reference interpreter.
              case     {d.Case}
              step     {d.Step} of {Model.StepCount}, {d.Operator}
              tensor   '{d.Tensor}' {tensor.Shape}
              element  {d.Index} ({string.Join(", ", Coordinates(d.Index, tensor.Shape))})
              expected {d.Expected}
              actual   {d.Actual}
            {d.DifferentElements:N0} of {tensor.Shape.ElementCount:N0} elements of this tensor differ; all tensors before it are equal.
            """);
    }

    private static int[] Coordinates(int index, Shape shape)
    {
        var position = new int[shape.Rank];
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
            (index, position[axis]) = Math.DivRem(index, shape[axis]);
        return position;
    }
}
