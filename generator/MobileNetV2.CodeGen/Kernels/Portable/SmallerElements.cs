using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>MINIMUM.</summary>
internal sealed class SmallerElements() : Elementwise<Minimum>("minimum")
{
    protected override StructArgument Parameters(Minimum op, ITensorTable tensors)
    {
        return new("mnv2_minimum_params", "params", StructFields.Of(
            ("unused", 0)));
    }

    protected override long Cost(KernelQuestion question, long elements) => CostModel.Lookup(elements);
}
