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
        var filter = source.Input(1);
        if (!source.HasRank(source.Input(2), 4)
            || !source.HasRank(filter, 4)
            || !HasShape(source)
            || !source.HasRank(source.Output, 4)
            || source.Activation(options.Activation) is not { } activation
            || WindowPadding.Resolve(source, options.Padding, source.Output.Shape, filter.Shape.Extent, options.Stride,
                Size2D.One) is not { } crop)
            return null;

        var ids = source.InputIds(4);
        return new TransposeConv(source.Id, [ids[2], ids[1], .. ids.Skip(3)], source.OutputIds, options.Stride, crop, activation)
        {
            ScaleProduct = source.ScaleProduct,
        };
    }

    /// <remarks>Where the file gives the output a shape for good, one that comes with an inference can be no other.</remarks>
    private static bool HasShape(OperatorSource source) =>
        (!source.Input(0).IsConstant && !source.HasOpenOutput)
        || (source.ConstantIntegers(0, "output shape") is { } shape && source.HasOutput(shape));
}
