using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>An attribute of a known type.</summary>
internal abstract class OperatorAttribute<TOperator, TValue>(string name, Func<TOperator, TValue> value) : OperatorAttribute(name)
    where TOperator : Operator
{
    public abstract TValue Read(IAttributeReader reader);

    public sealed override void Write(Graph graph, Operator op, IAttributeWriter writer) => Write(graph, op, ValueOf(op), writer);

    public sealed override string Print(Operator op) => Print(ValueOf(op));

    public sealed override string Detail(Operator op) => Detail(ValueOf(op));

    public TValue ValueOf(Operator op) => value((TOperator)op);

    protected abstract void Write(Graph graph, Operator op, TValue value, IAttributeWriter writer);

    protected abstract string Print(TValue value);

    protected virtual string Detail(TValue value) => "";
}
