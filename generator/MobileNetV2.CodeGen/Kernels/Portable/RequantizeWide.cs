using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>QUANTIZE from or to integers of more than 8 bits.</summary>
internal sealed class RequantizeWide : KernelRule<Quantize>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_requantize_wide");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) =>
        type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.Int32;

    protected override KernelAnswer Answer(Quantize op, KernelQuestion question) =>
        Rescaled(question, RequantizeConstants.For(question.Tensors, op));

    /// <summary>An operator with one input, each element of it rescaled for itself.</summary>
    public static KernelAnswer Rescaled(KernelQuestion question, RequantizeConstants constants)
    {
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            RequantizeParameters.Of(constants),
            choice.Read(question.Operator.Inputs[0]),
            CastElements.Element(question.Input.Type),
            ChoiceBuilder.Write(question.Operator.Outputs[0]),
            CastElements.Element(question.Output.Type),
            new IntegerArgument(count));
        choice.Instructions = CostModel.Rescale(count);
        return choice.Build();
    }
}
