using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Buffers, constants and permits of a program while its steps are lowered.</summary>
internal sealed class ProgramBuilder(Graph graph, Target target, BufferLayout layout, DiagnosticBag diagnostics)
{
    private readonly List<ArenaBuffer> _buffers = [.. layout.Buffers];
    private readonly List<ConstantArray> _constants = [];
    private readonly List<OverlapPermit> _overlaps = [];
    private readonly Dictionary<TensorId, ConstantId> _shared = [];
    private readonly HashSet<string> _names = new(layout.Buffers.Select(b => b.Name), StringComparer.Ordinal);

    public Graph Graph => graph;

    public Target Target => target;

    public DiagnosticBag Diagnostics => diagnostics;

    public ImmutableSortedDictionary<TensorId, TensorPlacement> Placements => layout.Placements;

    public ImmutableArray<ArenaBuffer> Buffers => [.. _buffers];

    public ImmutableArray<ConstantArray> Constants => [.. _constants];

    public ImmutableArray<OverlapPermit> Overlaps => [.. _overlaps];

    public ConstantId Shared(Tensor tensor, string name, string comment)
    {
        if (!_shared.TryGetValue(tensor.Id, out var id))
            _shared.Add(tensor.Id, id = Constant(name, comment, tensor.Type, tensor.Data!.Value));
        return id;
    }

    public ConstantId Constant(string name, string comment, ElementType type, ReadOnlyMemory<byte> data)
    {
        var id = new ConstantId(_constants.Count);
        var written = type == ElementType.Float32 && !IsFinite(data.Span) ? ElementType.Int32 : type;
        // Words make int8 weights readable four at a time.
        _constants.Add(new ConstantArray(id, Unique(name), comment, written, data, Math.Max(sizeof(int), type.SizeBytes())) { ReadAs = type });
        return id;
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
    public void PermitOverlap(int step, TensorId output, TensorId input, int distanceBytes) =>
        PermitOverlap(step, Placements[output].Buffer, Placements[input].Buffer, distanceBytes);

    /// <inheritdoc cref="PermitOverlap(int, TensorId, TensorId, int)"/>
    public void PermitOverlap(int step, BufferId output, BufferId input, int distanceBytes)
    {
        var written = _buffers[output.Value];
        var read = _buffers[input.Value];
        // The caller reads an output after the last step, even if that step is also the last of the network to read it.
        var isOutput = graph.Outputs.Any(id => Placements[id].Buffer == read.Id);
        if (written.FirstStep == step && read.LastStep == step && written.Id != read.Id && !isOutput)
            _overlaps.Add(new OverlapPermit(step, written.Id, read.Id, distanceBytes));
    }

    private string Unique(string name)
    {
        var unique = name;
        for (var n = 2; !_names.Add(unique); n++)
            unique = name + "_" + n.ToString(CultureInfo.InvariantCulture);
        return unique;
    }
}
