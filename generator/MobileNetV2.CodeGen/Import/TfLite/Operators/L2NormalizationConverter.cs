using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>L2_NORMALIZATION over the last dimension.</summary>
internal static class L2NormalizationConverter
{
    public static Operator? Convert(OperatorSource source)
    {
        if (source.Options is not { } options || new ElementwiseOptions(options).Activation == FusedActivation.None)
            return new L2Normalization(source.Id, source.InputIds(1), source.OutputIds);
        source.BadOption("a fused activation is not supported here", "apply the activation as a separate operator");
        return null;
    }
}
