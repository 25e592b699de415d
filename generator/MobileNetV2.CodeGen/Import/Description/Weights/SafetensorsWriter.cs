using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Import.Description.Weights;

/// <summary>Writes constants as a safetensors file.</summary>
internal static class SafetensorsWriter
{
    private const int HeaderAlignment = 8;

    /// <param name="constants">Constants with the names they get in the file. Wide types go first, so that all data is aligned.</param>
    public static void Write(Stream stream, IEnumerable<(string Name, Tensor Tensor)> constants)
    {
        ImmutableArray<(string Name, Tensor Tensor)> sorted =
            [.. constants.OrderByDescending(c => c.Tensor.Type.SizeBytes()).ThenBy(c => c.Tensor.Id)];
        var header = Header(sorted);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var (_, tensor) in sorted)
            stream.Write(tensor.Data!.Value.Span);
    }

    private static byte[] Header(ImmutableArray<(string Name, Tensor Tensor)> constants)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            var offset = 0L;
            foreach (var (name, tensor) in constants)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", SafetensorsTypes.WordOf(tensor.Type));
                WriteArray(json, "shape", tensor.Shape.Dimensions.Select(d => (long)d));
                WriteArray(json, "data_offsets", [offset, offset += tensor.SizeBytes]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % HeaderAlignment != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
