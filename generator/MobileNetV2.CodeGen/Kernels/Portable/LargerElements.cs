using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>MAXIMUM.</summary>
internal sealed class LargerElements() : Elementwise<Maximum>("maximum")
{
    protected override StructArgument Parameters(Maximum op, ITensorTable tensors)
    {
        return new("mnv2_maximum_params", "params", StructFields.Of(
            ("unused", 0)));
    }

    protected override long Cost(KernelQuestion question, long elements) => CostModel.Lookup(elements);
}
