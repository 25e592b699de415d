using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Import.Onnx.Schema;

/// <summary>TensorProto: its elements are raw bytes, one of several lists of numbers, or in another file.</summary>
internal sealed record OnnxTensor(
    string Name,
    ImmutableArray<long> Dimensions,
    OnnxType Type,
    ReadOnlyMemory<byte>? Raw,
    ImmutableArray<float> Reals,
    ImmutableArray<long> Integers,
    ImmutableDictionary<string, string> External,
    bool IsExternal)
{
    private const int InAnotherFile = 1;

    public static OnnxTensor Of(TensorProto tensor)
    {
        var external = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in tensor.ExternalData)
            external[entry.Key] = entry.Value;
        return new OnnxTensor(
            tensor.Name,
            [.. tensor.Dims],
            OnnxTypes.Of(tensor.DataType),
            tensor.HasRawData ? tensor.RawData.Memory : (ReadOnlyMemory<byte>?)null,
            [.. tensor.FloatData],
            [.. tensor.Int32Data, .. tensor.Int64Data, .. tensor.Uint64Data.Select(n => unchecked((long)n))],
            external.ToImmutable(),
            tensor.DataLocation == InAnotherFile);
    }
}
