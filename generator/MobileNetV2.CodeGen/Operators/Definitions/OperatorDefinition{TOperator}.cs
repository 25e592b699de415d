using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>A definition in terms of its record.</summary>
internal abstract class OperatorDefinition<TOperator> : OperatorDefinition
    where TOperator : Operator
{
    public sealed override Type OperatorType => typeof(TOperator);

    public sealed override Operator Create(OperatorOrigin origin, IAttributeReader attributes) => Make(origin, attributes);

    public sealed override bool Shapes(OperatorScope scope) => Shapes(scope, (TOperator)scope.Operator);

    public sealed override bool Scales(OperatorScope scope) => Scales(scope, (TOperator)scope.Operator);

    public sealed override bool Arithmetic(OperatorScope scope) => Arithmetic(scope, (TOperator)scope.Operator);

    public sealed override long Macs(ITensorTable graph, Operator op) => Macs(graph, (TOperator)op);

    public sealed override RowAccess Rows(Graph graph, Operator op) => Rows(graph, (TOperator)op);

    public sealed override void Run(Operator op, TensorValues values) => Run((TOperator)op, values);

    protected abstract TOperator Make(OperatorOrigin origin, IAttributeReader attributes);

    protected abstract bool Shapes(OperatorScope scope, TOperator op);

    protected abstract bool Scales(OperatorScope scope, TOperator op);

    protected abstract bool Arithmetic(OperatorScope scope, TOperator op);

    protected abstract long Macs(ITensorTable graph, TOperator op);

    protected abstract RowAccess Rows(Graph graph, TOperator op);

    protected abstract void Run(TOperator op, TensorValues values);
}
