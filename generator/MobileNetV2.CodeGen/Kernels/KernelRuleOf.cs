using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>A kernel for one kind of operator.</summary>
internal abstract class KernelRule<TOperator> : KernelRule
    where TOperator : Operator
{
    public sealed override ImmutableArray<Type> Served => [typeof(TOperator)];

    protected sealed override bool Serves(KernelQuestion question) => question.Operator is TOperator;

    protected sealed override KernelAnswer Answer(KernelQuestion question) => Answer((TOperator)question.Operator, question);

    protected abstract KernelAnswer Answer(TOperator op, KernelQuestion question);
}
