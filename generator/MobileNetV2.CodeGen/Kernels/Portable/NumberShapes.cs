using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>What kernels on two inputs of numbers have in common.</summary>
internal static class NumberShapes
{
    /// <summary>What a kernel's name ends with for elements of this type.</summary>
    public static string Suffix(ElementType type) => type switch
    {
        ElementType.Int8 => "s8",
        ElementType.Bool => "u8",
        ElementType.Int32 => "s32",
        ElementType.Int64 => "s64",
        ElementType.Float32 => "f32",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>The name of a kind in the kernels' lists.</summary>
    public static EnumeratorArgument Name(string kind) => new("MNV2_" + kind);

    /// <summary>What is fused to an operator on floats.</summary>
    public static EnumeratorArgument FusedActivation(Operator op) => new(((op as IFusesActivation)?.Activation ?? Activation.None) switch
    {
        Activation.None => "MNV2_NO_ACTIVATION",
        Activation.Relu => "MNV2_RELU",
        Activation.Relu6 => "MNV2_RELU6",
        _ => "MNV2_RELU_N1_TO_1",
    });

    /// <summary>An input that is not repeated, and whose elements are no smaller than the output's, is read before its place is
    /// written.</summary>
    public static void PermitOverlaps(ChoiceBuilder choice, KernelQuestion question)
    {
        var output = question.Output;
        foreach (var input in question.Operator.Inputs.Distinct().Where(i => question[i].Shape.ElementCount == output.Shape.ElementCount))
        {
            var bytes = question[input].Type.SizeBytes() - output.Type.SizeBytes();
            if (bytes >= 0)
                choice.PermitOverlap(input, output.Shape.ElementCount > 1 ? -bytes : 0);
        }
    }
}
