using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Buffers, constants and permits of a program while its steps are lowered.</summary>
internal sealed class ProgramBuilder(Graph graph, Target target, BufferLayout layout)
{
    private readonly List<ArenaBuffer> _buffers = [.. layout.Buffers];
    private readonly List<ConstantArray> _constants = [];
    private readonly List<OverlapPermit> _overlaps = [];
    private readonly Dictionary<TensorId, ConstantId> _shared = [];
    private readonly Dictionary<string, ConstantId> _common = new(StringComparer.Ordinal);
    private readonly Lazy<HashSet<BufferId>> _kept = new(() => [.. graph.Outputs.Select(id => layout.Placements[id].Buffer)]);
    private readonly HashSet<string> _names = new(layout.Buffers.Select(b => b.Name), StringComparer.Ordinal);

    public Graph Graph => graph;

    public Target Target => target;

    public ImmutableSortedDictionary<TensorId, TensorPlacement> Placements => layout.Placements;

    /// <summary>The states, in the order of the graph, one after the other.</summary>
    public ImmutableArray<StatePlace> States { get; private set; } = [];

    public ImmutableArray<ArenaBuffer> Buffers => [.. _buffers];

    public ImmutableArray<ConstantArray> Constants => [.. _constants];

    public ImmutableArray<OverlapPermit> Overlaps => [.. _overlaps];

    /// <summary>A constant; operators that share a tensor share the array, and all share a table that they have in common.</summary>
    public ConstantId Constant(string name, ConstantRecipe recipe)
    {
        if (recipe.Shared is { } tensor && _shared.TryGetValue(tensor, out var known))
            return known;
        if (recipe.Common is { } common && _common.TryGetValue(common, out known))
            return known;
        var id = new ConstantId(_constants.Count);
        // Words make int8 weights readable four at a time.
        var alignment = Math.Max(sizeof(int), recipe.Type.SizeBytes());
        var written = recipe.Type == ElementType.Float32 && !IsFinite(recipe.Make().Span) ? ElementType.Int32 : recipe.Type;
        _constants.Add(
            new ConstantArray(id, Unique(recipe.Common ?? name), recipe.Comment, written, recipe.SizeBytes, alignment,
                recipe.Make)
            { ReadAs = recipe.Type });
        if (recipe.Shared is { } shared)
            _shared.Add(shared, id);
        if (recipe.Common is not null)
            _common.Add(recipe.Common, id);
        return id;
    }

    /// <summary>Gives every state a place of its own.</summary>
    public void PlaceStates()
    {
        var places = ImmutableArray.CreateBuilder<StatePlace>();
        var offset = 0;
        foreach (var state in graph.States)
        {
            var tensor = graph[state.Current];
            var initial = graph[state.Initial];
            var bytes = initial.Data!.Value;
            var isUniform = !bytes.Span.ContainsAnyExcept(bytes.Span[0]);
            var name = "state_" + places.Count.ToString(CultureInfo.InvariantCulture) + "_initial";
            ConstantId? constant =
                isUniform ? null : Constant(name, ConstantRecipe.Of(initial, name, $"{tensor.Shape}, before the first inference"));
            places.Add(new StatePlace(state, tensor.Name, offset, tensor.SizeBytes, constant, bytes.Span[0]));
            offset = checked((offset + tensor.SizeBytes + target.AlignmentBytes - 1) / target.AlignmentBytes * target.AlignmentBytes);
        }

        States = places.ToImmutable();
    }

    /// <summary>Where the state of this tensor lives.</summary>
    public StatePlace StateOf(TensorId id) => States.First(s => s.Variable.Current == id || s.Variable.Next == id);

    public BufferId Scratch(string name, int sizeBytes, int step) => Local(BufferKind.Scratch, name, sizeBytes, step);

    /// <summary>Memory of <paramref name="kind"/> that only one step needs.</summary>
    public BufferId Local(BufferKind kind, string name, int sizeBytes, int step)
    {
        var id = new BufferId(_buffers.Count);
        _buffers.Add(new ArenaBuffer(id, Unique(name), kind, sizeBytes, target.AlignmentBytes, step, step));
        return id;
    }

    /// <summary>Makes a buffer at least <paramref name="sizeBytes"/> large.</summary>
    public void Grow(BufferId id, int sizeBytes)
    {
        var buffer = _buffers[id.Value];
        _buffers[id.Value] = buffer with { SizeBytes = Math.Max(buffer.SizeBytes, sizeBytes) };
    }

    /// <summary>Adds the permit if nothing else needs the input's bytes during or after the step.</summary>
    public void PermitOverlap(int step, TensorId output, TensorId input, int distanceBytes)
    {
        if (!graph.IsState(output) && !graph.IsState(input))
            PermitOverlap(step, Placements[output].Buffer, Placements[input].Buffer, distanceBytes);
    }


    /// <inheritdoc cref="PermitOverlap(int, TensorId, TensorId, int)"/>
    public void PermitOverlap(int step, BufferId output, BufferId input, int distanceBytes)
    {
        var written = _buffers[output.Value];
        var read = _buffers[input.Value];
        // The caller reads an output after the last step, even if that step is also the last of the network to read it.
        if (written.FirstStep == step && read.LastStep == step && written.Id != read.Id && !_kept.Value.Contains(read.Id))
            _overlaps.Add(new OverlapPermit(step, written.Id, read.Id, distanceBytes));
    }

    /// <summary>C has no portable constants for infinities and for the many numbers that are none.</summary>
    private static bool IsFinite(ReadOnlySpan<byte> floats)
    {
        for (var i = 0; i < floats.Length; i += sizeof(float))
        {
            if (!float.IsFinite(BinaryPrimitives.ReadSingleLittleEndian(floats[i..])))
                return false;
        }

        return true;
    }

    private string Unique(string name)
    {
        var unique = name;
        for (var n = 2; !_names.Add(unique); n++)
            unique = name + "_" + n.ToString(CultureInfo.InvariantCulture);
        return unique;
    }
}
