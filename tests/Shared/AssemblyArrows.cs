using System.Reflection;
using System.Reflection.Emit;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Which namespaces of a compiled assembly use which, read off its types, signatures and method bodies.</summary>
internal static class AssemblyArrows
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(o => o.Value);

    /// <summary>For each pair of different rooms with an arrow between them, one pair of types that makes it.</summary>
    /// <param name="roomOf">The room of a namespace.</param>
    public static SortedDictionary<(string From, string To), string> Between(Assembly assembly, Func<string, string> roomOf)
    {
        var arrows = new SortedDictionary<(string From, string To), string>();
        foreach (var type in assembly.GetTypes().Where(IsOurs))
        {
            foreach (var used in Uses(type).SelectMany(Parts).Where(t => t.Assembly == assembly && IsOurs(t)))
            {
                var (from, to) = (roomOf(type.Namespace!), roomOf(used.Namespace!));
                if (from != to)
                    arrows.TryAdd((from, to), $"{type.FullName} uses {used.FullName}");
            }
        }

        return arrows;
    }

    /// <summary>One cycle of rooms as text, or null.</summary>
    public static string? FirstCycle(IEnumerable<(string From, string To)> arrows)
    {
        var uses = arrows.ToLookup(a => a.From, a => a.To);
        var finished = new HashSet<string>(StringComparer.Ordinal);
        return uses.Select(g => Visit(g.Key, [])).FirstOrDefault(cycle => cycle is not null);

        string? Visit(string room, List<string> path)
        {
            if (path.IndexOf(room) is >= 0 and var start)
                return string.Join(" -> ", path.Skip(start).Append(room));
            if (finished.Contains(room))
                return null;
            path.Add(room);
            var cycle = uses[room].Select(next => Visit(next, path)).FirstOrDefault(c => c is not null);
            path.RemoveAt(path.Count - 1);
            finished.Add(room);
            return cycle;
        }
    }

    /// <summary>Source generators add types in namespaces of their own.</summary>
    private static bool IsOurs(Type type) => type.Namespace?.StartsWith("MobileNetV2.", StringComparison.Ordinal) == true;

    private static IEnumerable<Type> Uses(Type type)
    {
        IEnumerable<Type?> members =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. type.GetFields(Everything).Select(f => f.FieldType),
            .. type.GetMethods(Everything).SelectMany(m => Signature(m).Append(m.ReturnType)),
            .. type.GetConstructors(Everything).SelectMany(Signature),
            .. type.GetMethods(Everything).SelectMany(m => Body(m, type)),
            .. type.GetConstructors(Everything).SelectMany(m => Body(m, type)),
        ];
        return members.OfType<Type>();
    }

    private static IEnumerable<Type> Signature(MethodBase method) => method.GetParameters().Select(p => p.ParameterType);

    private static IEnumerable<Type> Body(MethodBase method, Type owner)
    {
        if (method.GetMethodBody() is not { } body)
            yield break;
        foreach (var local in body.LocalVariables)
            yield return local.LocalType;
        var typeArguments = owner.IsGenericType ? owner.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        foreach (var token in Tokens(body.GetILAsByteArray()!))
        {
            var member = method.Module.ResolveMember(token, typeArguments, methodArguments);
            if (member is Type type)
                yield return type;
            else if (member?.DeclaringType is { } declaring)
                yield return declaring;
            if (member is MethodInfo called)
            {
                yield return called.ReturnType;
                foreach (var argument in called.IsGenericMethod ? called.GetGenericArguments() : [])
                    yield return argument;
            }
        }
    }

    /// <summary>The metadata tokens among the operands of a method's instructions.</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xfe ? unchecked((short)((0xfe << 8) | code[at + 1])) : code[at];
            at += code[at] == 0xfe ? 2 : 1;
            var operand = OpCodesByValue[value].OperandType;
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                yield return BitConverter.ToInt32(code, at);
            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    /// <summary>A type and what it is made of: element types and type arguments.</summary>
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
            return Parts(type.GetElementType()!);
        return type.IsGenericType && !type.IsGenericTypeDefinition
            ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
            : [type];
    }
}
