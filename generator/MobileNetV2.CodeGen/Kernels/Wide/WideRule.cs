using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>A kernel for one kind of operator on activations of 16 bits.</summary>
internal abstract class WideRule<TOperator> : KernelRule<TOperator>
    where TOperator : Operator
{
    protected override bool Takes(ElementType type) => type == ElementType.Int16;

    /// <summary>Of <paramref name="elements"/> 16-bit values.</summary>
    protected static int Bytes(int elements) => checked(elements * sizeof(short));
}
