using System.Buffers.Binary;
using System.Text.Json;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description.Json;

namespace MobileNetV2.CodeGen.Import.Description.Weights;

/// <summary>Reads a safetensors file: 8 bytes of header length, a JSON header, then the data that the header's offsets point into.
/// The file is untrusted: types, shapes and offsets must agree, and the tensors must cover the data without gap or overlap.</summary>
internal sealed class SafetensorsReader
{
    private const int LengthBytes = sizeof(ulong);

    private readonly ReadOnlyMemory<byte> _file;
    private readonly string _fileName;
    private readonly DescriptionErrors _errors;
    private readonly Dictionary<string, SafetensorsEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<(long Begin, long End, string Name)> _ranges = [];

    private SafetensorsReader(ReadOnlyMemory<byte> file, string fileName, DescriptionErrors errors) =>
        (_file, _fileName, _errors) = (file, fileName, errors);

    /// <summary>The tensors by name; null after reporting what is wrong.</summary>
    public static IReadOnlyDictionary<string, SafetensorsEntry>? Read(ReadOnlyMemory<byte> file, string fileName, DescriptionErrors errors)
    {
        var reader = new SafetensorsReader(file, fileName, errors);
        return reader.Read() ? reader._entries : null;
    }

    private bool Read()
    {
        if (_file.Length < LengthBytes)
            return Damaged($"the file has {_file.Length} bytes, a safetensors file has at least {LengthBytes}");
        var headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(_file.Span);
        if (headerBytes > (ulong)(_file.Length - LengthBytes))
            return Damaged($"the header is said to have {headerBytes} bytes, the file has {_file.Length - LengthBytes} after the length");
        if (headerBytes > DescriptionImporter.LargestBytes)
            return Damaged($"the header has {headerBytes} bytes, at most {DescriptionImporter.LargestBytes} are read");
        var header = _file.Slice(LengthBytes, (int)headerBytes);
        var data = _file[(LengthBytes + header.Length)..];
        JsonTree tree;
        try
        {
            tree = JsonTree.Parse(header);
        }
        catch (JsonException e)
        {
            return Damaged($"the header is not JSON: {ImportDiagnostics.Reason(e)}");
        }

        return tree.Root.Kind == JsonKind.Object
            ? tree.Root.Properties().All(p => ReadEntry(p.Name.GetString(), p.Value, data)) && CheckCoverage(data.Length)
            : Damaged("the header is not a JSON object");
    }

    private bool ReadEntry(string name, JsonValue entry, ReadOnlyMemory<byte> data)
    {
        if (name == "__metadata__")
            return true;
        var (type, shape, offsets) = (Find(entry, "dtype"), Find(entry, "shape"), Find(entry, "data_offsets"));
        if (type is not { Kind: JsonKind.String } || shape is not { Kind: JsonKind.Array } || offsets is not { Kind: JsonKind.Array })
            return Damaged($"'{name}' lacks dtype, shape or data_offsets");
        if (!SafetensorsTypes.ByWord.TryGetValue(type.Value.GetString(), out var elementType))
            return Damaged(
                $"'{name}' has the dtype {type.Value.Describe()}, known are "
                    + $"{string.Join(", ", SafetensorsTypes.ByWord.Keys.Order(StringComparer.Ordinal))}");
        if (Numbers(shape.Value) is not { Count: <= Shape.HighestRank } dimensions)
            return Damaged($"'{name}' has a shape that is not a list of at most {Shape.HighestRank} sizes");
        if (Numbers(offsets.Value) is not [var begin, var end] || begin > end || end > data.Length)
            return Damaged($"'{name}' has data_offsets outside the {data.Length} bytes of data");
        if (Bytes(dimensions, elementType) != end - begin)
            return Damaged($"'{name}' is {type.Value.GetString()} [{string.Join(", ", dimensions)}] but has {end - begin} bytes of data");
        _ranges.Add((begin, end, name));
        return _entries.TryAdd(name, new(elementType, [.. dimensions], data.Slice((int)begin, (int)(end - begin))))
            || Damaged($"'{name}' is there twice");
    }

    private bool CheckCoverage(long dataBytes)
    {
        var covered = 0L;
        foreach (var (begin, end, name) in _ranges.Order())
        {
            if (begin != covered)
                return Damaged($"'{name}' begins at byte {begin} of the data, the tensor before ends at {covered}");
            covered = end;
        }

        return covered == dataBytes || Damaged($"the tensors end at byte {covered} of the data, which has {dataBytes}");
    }

    private static JsonValue? Find(JsonValue entry, string name)
    {
        if (entry.Kind != JsonKind.Object)
            return null;
        foreach (var (key, value) in entry.Properties())
        {
            if (key.GetString() == name)
                return value;
        }

        return null;
    }

    /// <summary>The non-negative integers of an array; null when anything else is in it.</summary>
    private static List<long>? Numbers(JsonValue array)
    {
        var numbers = new List<long>();
        foreach (var item in array.Items())
        {
            if (!item.TryGetInt64(out var number) || number < 0)
                return null;
            numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>Size of the data, or -1 when it is larger than any file.</summary>
    private static long Bytes(List<long> dimensions, ElementType type)
    {
        if (dimensions.Contains(0))
            return 0;
        var bytes = (Int128)type.SizeBytes();
        foreach (var dimension in dimensions)
        {
            bytes *= dimension;
            if (bytes > int.MaxValue)
                return -1;
        }

        return (long)bytes;
    }

    private bool Damaged(string problem)
    {
        _errors.Add(ImportDiagnostics.DamagedWeights(_fileName, problem));
        return false;
    }
}
