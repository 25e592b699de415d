using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Import.TfLite.UInt8;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Converts tensors when they are first asked for: what nothing uses may have any type.</summary>
/// <param name="densified">Tensors that are other, sparsely stored ones in full: by index, that of the other.</param>
internal sealed class TensorConversion(
    ImmutableArray<TensorTable> tables,
    ImmutableArray<BufferTable> buffers,
    ReadOnlyMemory<byte> file,
    string fileName,
    DiagnosticBag diagnostics,
    bool isUInt8Network,
    IReadOnlyDictionary<int, int> densified)
{
    /// <summary>Tensors may share a buffer, but hardly all of them: a bound on what later stages have to look through.</summary>
    private const int MostUsesOfAByte = 16;

    /// <summary>Zeros that converters give no scale: the reference reads a scale of 0, and this is the least that is normal.</summary>
    private static readonly QuantizationParameters Zeros = QuantizationParameters.PerTensor(1.1754944e-38f, 0);

    private readonly Dictionary<int, Tensor?> _converted = [];
    private long _constantBytes;
    private int _added;

    /// <summary>uint8 tensors are converted to int8.</summary>
    public bool IsUInt8Network => isUInt8Network;

    /// <summary>A tensor that was converted before.</summary>
    public Tensor this[TensorId id] => _converted[id.Value]!;

    /// <summary>The tensor, or null when it cannot be converted; the reason is reported once.</summary>
    /// <param name="mayVary">Whether it may keep its value from call to call.</param>
    public Tensor? Get(int index, string usedBy, bool mayVary = false)
    {
        if (index < 0 || index >= tables.Length)
        {
            diagnostics.Add(ImportDiagnostics.BadIndex(usedBy, "tensor", index, tables.Length));
            return null;
        }

        if (!_converted.TryGetValue(index, out var tensor))
        {
            tensor = Convert(index, mayVary);
            _converted.Add(index, tensor);
        }

        return tensor;
    }

    /// <summary>Reports an input whose height, width or channels may change. A variable batch is fixed at what the shape says,
    /// usually 1.</summary>
    public void RequireStaticShape(TensorId id)
    {
        var table = tables[id.Value];
        var signature = table.ShapeSignature;
        if (signature.Skip(1).Any(d => d < 0))
            diagnostics.Add(ImportDiagnostics.DynamicShape(Place(id.Value), string.Join(", ", signature), string.Join(", ", table.Shape)));
    }

    /// <summary>Bytes of the file; empty when they are not inside of it.</summary>
    public ReadOnlySpan<byte> Bytes((int Start, int Count) place) =>
        place.Start >= 0 && place.Count >= 0 && place.Start <= file.Length - place.Count
            ? file.Span.Slice(place.Start, place.Count)
            : default;

    /// <summary>A tensor that the file does not have.</summary>
    public TensorId Add(Tensor tensor)
    {
        var id = new TensorId(tables.Length + _added++);
        _converted.Add(id.Value, tensor with { Id = id });
        return id;
    }

    /// <summary>The tensors of another subgraph of the file.</summary>
    public TensorConversion Of(ImmutableArray<TensorTable> others) =>
        new(others, buffers, file, fileName, diagnostics, isUInt8Network, new Dictionary<int, int>());

    /// <summary>Makes tensors constants: what an operator computes from constants.</summary>
    public void SetData(ImmutableArray<TensorId> ids, ImmutableArray<byte[]> data)
    {
        foreach (var (id, bytes) in ids.Zip(data))
            _converted[id.Value] = this[id] with { Data = bytes };
    }

    /// <summary>Whether the file leaves the shape open: it has none, or one of its dimensions depends on the input.</summary>
    public bool HasOpenShape(TensorId id) =>
        id.Value < tables.Length && this[id].Data is null
            && (tables[id.Value].Shape.IsEmpty || tables[id.Value].ShapeSignature.Any(d => d < 0));

    /// <summary>Gives a tensor the shape that follows from the operator that writes it;
    /// false when the file itself gives it another one for good.</summary>
    public bool TrySetShape(TensorId id, ImmutableArray<int> dimensions)
    {
        if (!HasOpenShape(id) || ShapeConversion.TryConvert(dimensions) is not { } shape)
            return false;
        _converted[id.Value] = this[id] with { Shape = shape };
        return true;
    }

    /// <summary>The type that the file gives the tensor.</summary>
    public bool IsUInt8InFile(TensorId id) => tables[id.Value].Type == TensorElementType.UInt8;

    private Tensor? Convert(int index, bool mayVary)
    {
        var table = tables[index];
        var place = Place(index);
        var type = TypeOf(table, place);
        var isInt4 = table.Type == TensorElementType.Int4;
        var shape = ShapeConversion.Convert(table.Shape, place, diagnostics);
        var stored = densified.TryGetValue(index, out var sparse) ? tables[sparse] : table;
        if (type is null || shape is null || !IsPlain(table, place, mayVary))
            return null;
        var quantizationOk = QuantizationConversion.TryConvert(
            table.Quantization, type.Value, shape.Rank, place, diagnostics, out var quantization);
        var isHalf = table.Type == TensorElementType.Float16;
        var bytes = isInt4 ? (shape.ElementCount + 1L) / 2 : (long)shape.ElementCount * (isHalf ? sizeof(ushort) : type.Value.SizeBytes());
        var dataOk = stored.Sparsity is { } sparsity && !isInt4
            ? TrySparseData(new SparseConstant(sparsity, shape), stored, place, shape.ElementCount, bytes, out var data)
            : TryData(stored, place, bytes, out data);
        if (!quantizationOk || !dataOk)
            return null;
        if (isHalf && data is { } halves)
            data = FloatWeights.Widen(halves.Span);
        else if (isInt4 && data is { } nibbles)
            data = Int4Weights.Unpack(nibbles.Span, shape.ElementCount);
        else if (isHalf || isInt4)
            return Refused(place, table.Type);
        if (type == ElementType.Int16 && quantization is null or { IsPerChannel: false, Scale: 0 }
            && data is { } shorts && !shorts.Span.ContainsAnyExcept((byte)0))
            quantization = Zeros;
        var tensor = new Tensor(new TensorId(index), SourceName.Clean(table.Name), shape, type.Value, quantization, data)
        {
            HasOpenBatch = table.ShapeSignature is [< 0, ..],
        };
        return isUInt8Network ? UInt8Network.Signed(tensor) : tensor;
    }

    private ElementType? TypeOf(TensorTable table, string place)
    {
        var type = table.Type switch
        {
            TensorElementType.Float16 => ElementType.Float32,
            TensorElementType.Int4 => ElementType.Int8,
            var plain => plain.ToElementType(),
        };
        if (type is null)
            Refused(place, table.Type);
        return type;
    }

    private Tensor? Refused(string place, TensorElementType type)
    {
        diagnostics.Add(ImportDiagnostics.UnsupportedType(place, type.Describe()));
        return null;
    }

    private bool IsPlain(TensorTable table, string place, bool mayVary)
    {
        var problem = table switch
        {
            { Sparsity: not null, Type: TensorElementType.Int4 } => "a tensor of four bits is stored sparsely",
            { IsVariable: true } when !mayVary => "the tensor is a variable that keeps its value from call to call",
            { ExternalBuffer: not 0 } => "the tensor's data lies in another file",
            _ => null,
        };
        if (problem is not null)
            diagnostics.Add(ImportDiagnostics.UnsupportedStorage(place, problem));
        return problem is null;
    }

    private bool TrySparseData(
        SparseConstant sparse, TensorTable table, string place, int elements, long bytes, out ReadOnlyMemory<byte>? data)
    {
        if (!TryBuffer(table, place, bytes, out data) || !MayTake(bytes, place))
            return false;
        if (data is { } values && sparse.Dense(values.Span, (int)(bytes / elements)) is { } dense)
        {
            data = dense;
            return true;
        }

        diagnostics.Add(ImportDiagnostics.UnsupportedStorage(
            place, "the tensor is stored sparsely, and what is said about the places of its values does not fit its shape and data"));
        return false;
    }

    private bool TryData(TensorTable table, string place, long expected, out ReadOnlyMemory<byte>? data)
    {
        if (!TryBuffer(table, place, expected, out data) || data is not { } bytes)
            return data is null;
        if (bytes.Length == expected)
            return MayTake(expected, place);
        diagnostics.Add(ImportDiagnostics.ConstantSize(place, $"buffer {table.Buffer} has {bytes.Length} bytes", expected));
        return false;
    }

    /// <summary>The bytes as they are stored; none for what is no constant. False after reporting that the file does not have
    /// them.</summary>
    private bool TryBuffer(TensorTable table, string place, long expected, out ReadOnlyMemory<byte>? data)
    {
        data = null;
        if (table.Buffer >= buffers.Length && table.Buffer != 0)
        {
            diagnostics.Add(ImportDiagnostics.BadIndex(place, "buffer", table.Buffer, buffers.Length));
            return false;
        }

        var (offset, size) = table.Buffer == 0 ? default : buffers[(int)table.Buffer].Location;
        if (size == 0)
            return true;
        if (offset > (ulong)file.Length || size > (ulong)file.Length - offset)
        {
            diagnostics.Add(ImportDiagnostics.ConstantSize(
                place, $"buffer {table.Buffer} has {size} bytes at byte {offset} of a file of {file.Length}", expected));
            return false;
        }

        data = file.Slice((int)offset, (int)size);
        return true;
    }

    private bool MayTake(long bytes, string place)
    {
        _constantBytes += bytes;
        if (_constantBytes <= (long)MostUsesOfAByte * file.Length)
            return true;
        diagnostics.Add(ImportDiagnostics.Damaged(
            place,
            $"constants share their bytes so often, or are so sparse, that together they have more than {MostUsesOfAByte} times the "
                + $"file's {file.Length} bytes"));
        return false;
    }

    private string Place(int index) => $"{fileName}: tensor %{index} '{SourceName.Clean(tables[index].Name)}'";
}
