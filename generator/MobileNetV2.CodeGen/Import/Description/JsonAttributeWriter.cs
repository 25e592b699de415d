using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description.Json;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>Attributes as properties of an operator's line. Its counterpart is <see cref="JsonAttributes"/>.</summary>
internal sealed class JsonAttributeWriter(JsonLine line) : IAttributeWriter
{
    public void Integer(string name, int value) => line.Integer(name, value);

    public void Integers(string name, ImmutableArray<int> values) => line.Integers(name, values);

    public void Real(string name, float value) => line.Raw(name, JsonLine.Number(value));

    public void Flag(string name) => line.Raw(name, "true");

    public void Size(string name, Size2D value) => line.Raw(name, value.Height == value.Width
        ? JsonLine.Number(value.Height)
        : $"[{JsonLine.Number(value.Height)}, {JsonLine.Number(value.Width)}]");

    public void Padding(string name, Padding2D value, Padding2D? same)
    {
        if (value.IsZero)
            line.Text(name, "valid");
        else if (value == same)
            line.Text(name, "same");
        else
            line.Raw(name, Sides(value).ToString());
    }

    public void Activation(string name, Activation value) => line.Text(name, Words.Of(value));

    public void ScaleProduct(string name, ScaleProduct value) => line.Text(name, Words.Of(value));

    public void CameraFormat(string name, CameraFormat value) => line.Text(name, value.Name());

    private static JsonLine Sides(Padding2D padding) => new JsonLine()
        .Integer("top", padding.Top).Integer("bottom", padding.Bottom).Integer("left", padding.Left).Integer("right", padding.Right);
}
