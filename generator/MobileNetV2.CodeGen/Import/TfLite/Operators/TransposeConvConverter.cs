using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>TRANSPOSE_CONV. Its operands are the output's shape, the filter, the input, and maybe the bias.</summary>
internal static class TransposeConvConverter
{
    public static Operator? Convert(OperatorSource source)
    {
        var options = new TransposeConvOptions(source.Options!.Value);
        var (filter, output) = (source.Input(1), source.Output);
        if (!source.HasRank(source.Input(2), 4)
            || !source.HasRank(filter, 4)
            || !source.HasRank(output, 4)
            || source.ConstantIntegers(0, "output shape") is not { } shape
            || source.Activation(options.Activation) is not { } activation
            || WindowPadding.Resolve(source, options.Padding, output.Shape, filter.Shape.Extent, options.Stride,
                Size2D.One) is not { } crop)
            return null;
        if (!shape.AsSpan().SequenceEqual(output.Shape.Dimensions.AsSpan()))
        {
            source.BadOption($"the output shape is [{string.Join(", ", shape)}], the output has {output.Shape}", "export the model again");
            return null;
        }

        var ids = source.InputIds(4);
        return new TransposeConv(source.Id, [ids[2], ids[1], .. ids.Skip(3)], source.OutputIds, options.Stride, crop, activation)
        {
            ScaleProduct = source.ScaleProduct,
        };
    }
}
