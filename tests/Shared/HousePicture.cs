using System.Reflection;
using System.Text;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>The picture of an assembly's rooms in ARCHITECTURE.md: a line for each room and the rooms that it uses,
/// those that use nothing first.</summary>
/// <remarks>The picture is the list of permitted arrows: one that the assembly has and the picture has not fails the test,
/// as does a cycle.</remarks>
internal static class HousePicture
{
    public static void Check(string title, Assembly assembly, Func<string, string> roomOf)
    {
        var arrows = AssemblyArrows.Between(assembly, roomOf);
        Assert.Null(AssemblyArrows.FirstCycle(arrows.Keys));
        var document = new MarkedDocument("ARCHITECTURE.md", $"rooms of {title}");
        var actual = Draw(assembly, roomOf, arrows.Keys);
        if (Golden.IsUpdating)
            document.Write(actual);
        var permitted = document.Read();
        foreach (var ((from, to), example) in arrows)
            Assert.True(Permits(permitted, from, to), $"ARCHITECTURE.md has no arrow from {from} to {to}: {example}");
        Assert.Equal(permitted, actual);
    }

    private static bool Permits(string picture, string from, string to) => picture.Split('\n')
        .Select(line => line.Trim().Split(" -> "))
        .Any(line => line is [var room, var uses] && room.Trim() == from && uses.Split(", ").Contains(to));

    private static string Draw(Assembly assembly, Func<string, string> roomOf, IEnumerable<(string From, string To)> arrows)
    {
        var uses = arrows.ToLookup(a => a.From, a => a.To);
        var rooms = assembly.GetTypes().Where(t => t.Namespace?.StartsWith("MobileNetV2.", StringComparison.Ordinal) == true)
            .Select(t => roomOf(t.Namespace!)).Distinct().Order(StringComparer.Ordinal).ToList();
        var width = rooms.Max(r => r.Length);
        var text = new StringBuilder();
        var drawn = new HashSet<string>(StringComparer.Ordinal);
        while (rooms.Find(r => uses[r].All(drawn.Contains)) is { } next)
        {
            rooms.Remove(next);
            drawn.Add(next);
            var line = uses[next].Any() ? $"{next.PadRight(width)} -> {string.Join(", ", uses[next].Order(StringComparer.Ordinal))}" : next;
            text.Append("    ").Append(line).Append('\n');
        }

        return text.ToString();
    }
}
