using Google.FlatBuffers;

namespace MobileNetV2.CodeGen.Export;

/// <summary>Vectors, written back to front as the FlatBuffers builder wants them.</summary>
internal static class FlatVectors
{
    /// <summary>Kernels read constants in place, as vectors of whatever the machine has.</summary>
    private const int DataAlignment = 16;

    public static int Int32s(FlatBufferBuilder builder, IReadOnlyList<int> values) => Write(builder, sizeof(int), values, builder.AddInt);

    public static int Int64s(FlatBufferBuilder builder, IReadOnlyList<long> values) =>
        Write(builder, sizeof(long), values, builder.AddLong);

    public static int Singles(FlatBufferBuilder builder, IReadOnlyList<float> values) =>
        Write(builder, sizeof(float), values, builder.AddFloat);

    public static int Offsets(FlatBufferBuilder builder, IReadOnlyList<int> values) =>
        Write(builder, sizeof(int), values, builder.AddOffset);

    public static int Data(FlatBufferBuilder builder, ReadOnlyMemory<byte> data)
    {
        builder.StartVector(sizeof(byte), data.Length, DataAlignment);
        builder.Add(data.ToArray());
        return builder.EndVector().Value;
    }

    private static int Write<T>(FlatBufferBuilder builder, int elementBytes, IReadOnlyList<T> values, Action<T> add)
    {
        builder.StartVector(elementBytes, values.Count, elementBytes);
        for (var i = values.Count - 1; i >= 0; i--)
            add(values[i]);
        return builder.EndVector().Value;
    }
}
