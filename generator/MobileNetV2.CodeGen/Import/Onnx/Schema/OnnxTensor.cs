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
    public static OnnxTensor Read(ProtoReader reader)
    {
        var name = "";
        var type = OnnxType.Undefined;
        ReadOnlyMemory<byte>? raw = null;
        var isExternal = false;
        var dimensions = new List<long>();
        var reals = new List<float>();
        var integers = new List<long>();
        var external = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    reader.AddNumbers(dimensions);
                    break;
                case 2:
                    type = reader.ElementType;
                    break;
                case 4:
                    reader.AddSingles(reals);
                    break;
                case 5 or 7 or 11:
                    reader.AddNumbers(integers);
                    break;
                case 8:
                    name = reader.Text;
                    break;
                case 9:
                    raw = reader.Bytes;
                    break;
                case 13:
                    ReadEntry(reader.Message);
                    break;
                case 14:
                    isExternal = reader.Number == 1;
                    break;
            }
        }

        return new OnnxTensor(name, [.. dimensions], type, raw, [.. reals], [.. integers], external.ToImmutable(), isExternal);

        void ReadEntry(ProtoReader entry)
        {
            var (key, value) = ("", "");
            while (entry.Next())
            {
                if (entry.Field == 1)
                    key = entry.Text;
                else if (entry.Field == 2)
                    value = entry.Text;
            }

            external[key] = value;
        }
    }
}
