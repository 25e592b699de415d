using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>PRELU.</summary>
internal sealed class PreluElements() : Elementwise<Prelu>("prelu")
{
    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override StructArgument Parameters(Prelu op, ITensorTable tensors)
    {
        var c = PreluConstants.For(tensors, op);
        return new("mnv2_prelu_params", "params", StructFields.Of(
            ("input_offset", c.InputOffset),
            ("alpha_offset", c.AlphaOffset),
            ("output_offset", c.OutputOffset),
            ("positive_multiplier", c.Positive.MultiplierQ31),
            ("positive_shift", c.Positive.Shift),
            ("negative_multiplier", c.Negative.MultiplierQ31),
            ("negative_shift", c.Negative.Shift)));
    }

    protected override long Cost(KernelQuestion question, long elements) => CostModel.Rescale(elements);
}
