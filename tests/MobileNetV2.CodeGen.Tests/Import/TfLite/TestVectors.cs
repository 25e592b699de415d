using Google.FlatBuffers;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

/// <summary>Vectors, written back to front as the FlatBuffers builder wants them.</summary>
internal static class TestVectors
{
    public static int Int32s(FlatBufferBuilder builder, IReadOnlyList<int> values) => Write(builder, 4, values, builder.AddInt);

    public static int Int64s(FlatBufferBuilder builder, IReadOnlyList<long> values) => Write(builder, 8, values, builder.AddLong);

    public static int Singles(FlatBufferBuilder builder, IReadOnlyList<float> values) => Write(builder, 4, values, builder.AddFloat);

    public static int UInt16s(FlatBufferBuilder builder, IReadOnlyList<ushort> values) => Write(builder, 2, values, builder.AddUshort);

    public static int Bytes(FlatBufferBuilder builder, IReadOnlyList<byte> values) => Write(builder, 1, values, builder.AddByte);

    public static int Offsets(FlatBufferBuilder builder, IReadOnlyList<int> values) => Write(builder, 4, values, builder.AddOffset);

    private static int Write<T>(FlatBufferBuilder builder, int elementBytes, IReadOnlyList<T> values, Action<T> add)
    {
        builder.StartVector(elementBytes, values.Count, elementBytes);
        for (var i = values.Count - 1; i >= 0; i--)
            add(values[i]);
        return builder.EndVector().Value;
    }
}
