using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Import.Onnx.Schema;

/// <summary>ValueInfoProto of a tensor.</summary>
/// <param name="Dimensions">Null for those that are named or left open.</param>
internal sealed record OnnxPort(string Name, OnnxType Type, ImmutableArray<long?> Dimensions)
{
    public static OnnxPort Read(ProtoReader reader)
    {
        var name = "";
        var type = OnnxType.Undefined;
        var dimensions = ImmutableArray.CreateBuilder<long?>();
        while (reader.Next())
        {
            if (reader.Field == 1)
                name = reader.Text;
            else if (reader.Field == 2)
                ReadType(reader.Message);
        }

        return new OnnxPort(name, type, dimensions.ToImmutable());

        void ReadType(ProtoReader kind)
        {
            while (kind.Next())
            {
                if (kind.Field == 1)
                    ReadTensor(kind.Message);
            }
        }

        void ReadTensor(ProtoReader tensor)
        {
            while (tensor.Next())
            {
                if (tensor.Field == 1)
                    type = tensor.ElementType;
                else if (tensor.Field == 2)
                    ReadShape(tensor.Message);
            }
        }

        void ReadShape(ProtoReader shape)
        {
            while (shape.Next())
            {
                if (shape.Field == 1)
                    dimensions.Add(ReadDimension(shape.Message));
            }
        }
    }

    private static long? ReadDimension(ProtoReader dimension)
    {
        long? size = null;
        while (dimension.Next())
        {
            if (dimension.Field == 1)
                size = dimension.Number;
        }

        return size;
    }
}
