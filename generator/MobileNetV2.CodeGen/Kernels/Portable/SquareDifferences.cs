using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>SQUARED_DIFFERENCE.</summary>
internal sealed class SquareDifferences() : Elementwise<SquaredDifference>("squared_difference")
{
    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override StructArgument Parameters(SquaredDifference op, ITensorTable tensors)
    {
        var c = SquaredDifferenceConstants.For(tensors, op);
        return new("mnv2_squared_difference_params", "params", StructFields.Of(
            ("input_1_offset", c.LeftOffset),
            ("input_1_multiplier", c.LeftFactor.MultiplierQ31),
            ("input_1_shift", c.LeftFactor.Shift),
            ("input_2_offset", c.RightOffset),
            ("input_2_multiplier", c.RightFactor.MultiplierQ31),
            ("input_2_shift", c.RightFactor.Shift),
            ("left_shift", SquaredDifferenceConstants.LeftShift),
            ("output_offset", c.OutputOffset),
            ("output_multiplier", c.OutputFactor.MultiplierQ31),
            ("output_shift", c.OutputFactor.Shift)));
    }

    protected override long Cost(KernelQuestion question, long elements) => elements * 60;
}
