using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>MUL.</summary>
internal sealed class MultiplyElements() : Elementwise<Mul>("mul")
{
    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override StructArgument Parameters(Mul op, ITensorTable tensors)
    {
        var c = MulConstants.For(tensors, op);
        return new("mnv2_mul_params", "params", StructFields.Of(
            ("input_1_offset", c.LeftOffset),
            ("input_2_offset", c.RightOffset),
            ("output_offset", c.OutputOffset),
            ("output_multiplier", c.Factor.MultiplierQ31),
            ("output_shift", c.Factor.Shift),
            ("activation_min", c.Activation.Min),
            ("activation_max", c.Activation.Max)));
    }

    protected override long Cost(KernelQuestion question, long elements) => CostModel.Rescale(elements);
}
