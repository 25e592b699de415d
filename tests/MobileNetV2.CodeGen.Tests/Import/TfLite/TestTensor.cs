using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

/// <summary>A tensor to be written: anything a file can say, sensible or not.</summary>
internal sealed record TestTensor(string Name, TensorElementType Type, params int[] Shape)
{
    public float[]? Scales { get; init; }

    public long[]? ZeroPoints { get; init; }

    public int QuantizedDimension { get; init; }

    public byte QuantizationDetails { get; init; }

    /// <summary>Bytes in a buffer of its own; null for none.</summary>
    public byte[]? Data { get; init; }

    /// <summary>Overrides the buffer that <see cref="Data"/> gets.</summary>
    public uint? Buffer { get; init; }

    /// <summary>The data goes behind the FlatBuffer, found by offset and size.</summary>
    public bool DataBehind { get; init; }

    public int[]? ShapeSignature { get; init; }

    public bool IsVariable { get; init; }

    /// <summary><see cref="Data"/> holds some of the values only.</summary>
    public TestSparsity? Sparsity { get; init; }

    public uint ExternalBuffer { get; init; }

    public static TestTensor Int8(string name, params int[] shape) =>
        new(name, TensorElementType.Int8, shape) { Scales = [0.5f], ZeroPoints = [3] };

    /// <summary>Symmetric weights with data 0, 1, 2, ... 127, 0, ...</summary>
    public static TestTensor Filter(string name, params int[] shape) => new(name, TensorElementType.Int8, shape)
    {
        Scales = [0.25f],
        ZeroPoints = [0],
        Data = [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => (byte)(i % 128))],
    };

    public static TestTensor Int32s(string name, params int[] values) => Int32s(name, [values.Length], values);

    public static TestTensor Int32s(string name, int[] shape, int[] values) => new(name, TensorElementType.Int32, shape)
    {
        Data = [.. values.SelectMany(BitConverter.GetBytes)],
    };

    public static TestTensor Int64s(string name, params long[] values) => new(name, TensorElementType.Int64, values.Length)
    {
        Data = [.. values.SelectMany(BitConverter.GetBytes)],
    };
}
