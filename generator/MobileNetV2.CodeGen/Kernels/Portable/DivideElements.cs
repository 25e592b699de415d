using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>DIV.</summary>
internal sealed class DivideElements() : Elementwise<Div>("div")
{
    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override StructArgument Parameters(Div op, ITensorTable tensors)
    {
        var c = DivConstants.For(tensors, op);
        return new("mnv2_div_params", "params", StructFields.Of(
            ("input_1_offset", c.LeftOffset),
            ("input_2_offset", c.RightOffset),
            ("output_offset", c.OutputOffset),
            ("output_multiplier", c.Factor.MultiplierQ31),
            ("output_shift", c.Factor.Shift),
            ("activation_min", c.Activation.Min),
            ("activation_max", c.Activation.Max)));
    }

    protected override long Cost(KernelQuestion question, long elements) => CostModel.Divide(elements);
}
