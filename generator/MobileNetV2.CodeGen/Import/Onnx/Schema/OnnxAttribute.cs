using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Import.Onnx.Schema;

/// <summary>AttributeProto: one of its values is meant, by its kind of operator.</summary>
internal sealed record OnnxAttribute(
    string Name, float Real, long Integer, string Text, OnnxTensor? Tensor, ImmutableArray<float> Reals, ImmutableArray<long> Integers)
{
    public static OnnxAttribute Read(ProtoReader reader)
    {
        var (name, real, integer, text) = ("", 0f, 0L, "");
        OnnxTensor? tensor = null;
        var reals = new List<float>();
        var integers = new List<long>();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    name = reader.Text;
                    break;
                case 2:
                    real = reader.Single;
                    break;
                case 3:
                    integer = reader.Number;
                    break;
                case 4:
                    text = reader.Text;
                    break;
                case 5:
                    tensor = OnnxTensor.Read(reader.Message);
                    break;
                case 7:
                    reader.AddSingles(reals);
                    break;
                case 8:
                    reader.AddNumbers(integers);
                    break;
            }
        }

        return new OnnxAttribute(name, real, integer, text, tensor, [.. reals], [.. integers]);
    }
}
