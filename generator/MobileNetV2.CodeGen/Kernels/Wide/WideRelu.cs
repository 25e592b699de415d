using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>Stand-alone RELU and its kin.</summary>
internal sealed class WideRelu : WideRule<Relu>
{
    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override KernelAnswer Answer(Relu op, KernelQuestion question) =>
        RequantizeWide.Rescaled(question, RequantizeConstants.For(question.Tensors, op));
}
